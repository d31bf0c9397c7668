"""File to samples: decoding in blocks, damage, tones and squelch, activity, clips."""
