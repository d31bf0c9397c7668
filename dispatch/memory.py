"""Memory that is no longer needed, given back to the system."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Have the C library return what it holds free, where it can be told to: glibc's ``malloc_trim``.

    What several threads allocate and free in turn stays with the process otherwise: a quarter of all that it
    has, in a folder of calls (docs/decisions.md).
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):  # another C library
        return
