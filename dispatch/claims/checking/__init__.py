"""Whether a recording could bear a quotation out, and where and when to look."""
