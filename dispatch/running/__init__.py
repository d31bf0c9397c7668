"""A run as its user meets it: how far it is, how it is stopped, and what stays when it dies."""
