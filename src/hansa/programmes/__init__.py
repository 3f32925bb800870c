"""Programmes, their editions and calls, and the packs that they come from."""
