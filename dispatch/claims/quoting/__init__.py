"""Where a text quotes, what of it is speech, and the narration around it."""
