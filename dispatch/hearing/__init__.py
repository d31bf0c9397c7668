"""From a recording to its transcript: what is loaded once, whose and when it is, and what survives a kill."""
