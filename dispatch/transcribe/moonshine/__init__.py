"""Moonshine, a recogniser of another kind than Whisper: a second ear whose mistakes are its own.

Jeffries et al., "Moonshine: Speech Recognition for Live Transcription and Voice Commands", arXiv:2410.15608.
It reads sound as it is, without a spectrogram and without a window of 30 s, and knows English alone.
"""

from dispatch.transcribe.moonshine.files import LANGUAGE, NAME, is_installed

__all__ = ["LANGUAGE", "NAME", "is_installed"]
