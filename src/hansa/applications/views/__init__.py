"""What applicants, coordinators and readers see."""
