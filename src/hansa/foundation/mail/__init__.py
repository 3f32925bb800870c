"""One frame for every mail that leaves the house: letters, codes, notices about an account."""
