"""Where a claim could have been said: the text line, and the audio line that asks the sound."""
