"""A verification and its files: made, found again, and made fit to be passed on."""
