"""Calls that belong together: one conversation, however many recordings and receivers it lies on."""
