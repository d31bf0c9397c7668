"""Sound to words: models, windows, decoding, guards, likelihoods. Imports nothing heavy.

:func:`dispatch.transcribe.engines.open_engine` is the way in.
"""
