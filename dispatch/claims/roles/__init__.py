"""What speaks for a dispatcher, a unit or a caller, weighed over all that somebody says."""
