"""Hansa: the platform that the secretariat of an international network of cities runs on."""

__version__ = "0.1.0"
