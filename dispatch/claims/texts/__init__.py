"""A file → the text as its reader sees it, each character traceable to the file."""
