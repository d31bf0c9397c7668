"""An archive: one SQLite file that knows what was transcribed, by what, and every word of it.

:mod:`~dispatch.archive.database` keeps transcripts, :mod:`~dispatch.archive.search` finds words in them,
:mod:`~dispatch.archive.candidates` the places where a quote may have been said.
"""
