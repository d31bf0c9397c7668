"""Claims against what was heard: both lines of evidence, and what they can't tell."""
