"""Exit codes, the one line an error prints, and results on standard output."""

from __future__ import annotations

import contextlib
import os
import sys
from enum import IntEnum

from dispatch.errors import DispatchError
from dispatch.running.progress import printable


class Exit(IntEnum):
    """How a command ends."""

    DONE = 0
    MATCHED = 1
    """``--fail-on`` named a verdict that was given, or a report that was checked is not as it was."""
    UNUSABLE = 2
    """The command line or an input named on it can't be used."""
    PARTIAL = 3
    """Finished, but some inputs failed; the others' results are complete."""
    INTERRUPTED = 130


def complain(error: DispatchError) -> None:
    """Print ``error: <what>: <why>; <what to do>`` on standard error."""
    print(printable(f"error: {error}"), file=sys.stderr, flush=True)


def tell(line: str) -> None:
    """Print a line on standard output; where nobody reads it any more, the work goes on all the same."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        give_up_output()


def give_up_output() -> None:
    """Write no more to standard output, so that Python does not try to once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
