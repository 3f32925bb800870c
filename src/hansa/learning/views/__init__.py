"""Public pages of learning."""
