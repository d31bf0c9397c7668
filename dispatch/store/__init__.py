"""Transcripts on disk, in all their forms."""
