"""Who a phrase of the narration names: nouns, names, pronouns."""
