"""What learning decides without a database: watched time, completion, release, enrolment."""
