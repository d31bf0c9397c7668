"""Verify what a text says was said on the radio against the recording."""

__version__ = "0.1.0"
