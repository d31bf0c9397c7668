"""What an article says was said on the radio, without quoting it."""
