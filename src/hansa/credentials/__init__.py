"""Signed credentials: what was earned, who signed for it, and how anybody can check it."""
