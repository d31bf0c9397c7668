"""``dispatch``: reads the command line, runs the command, ends with its exit code.

Nothing heavy is imported until a command works, so that ``--help`` and ``--version`` answer at once.
"""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Sequence

from dispatch import __version__
from dispatch.cli import archive, check, claims, report, search, transcribe, verify
from dispatch.cli.exits import Exit, complain, give_up_output
from dispatch.cli.options import Parser
from dispatch.errors import DispatchError, OutputError
from dispatch.files import reason
from dispatch.running import interruption
from dispatch.running.supervision import supervised

COMMANDS = (transcribe, claims, verify, report, check, search, archive)

NATIVE = (["transcribe"], ["verify"], ["report"], ["check"])
"""Commands in which decoders and models, which are native code, are at work, or may be."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})

CODES = """exit codes:
  0    done
  1    done, and a verdict named by --fail-on was given, or 'check' found what is not as it was
  2    the command line or an input named on it can't be used
  3    finished, but some inputs failed; the others' results are complete
  130  interrupted; what was finished is kept
"""


def parser() -> Parser:
    """The whole command line."""
    import argparse

    whole = Parser(
        prog="dispatch",
        description="Verify what a text says was said on the radio against the recording.",
        epilog=CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"dispatch {__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    for command in COMMANDS:
        command.add_to(commands)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` is without the program's name."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        args = parser().parse_args(words)
        args.argv = words
        with interruption.remembered():
            code = int(args.run(args))
            sys.stdout.flush()
            return code
    except SystemExit as ended:
        return int(ended.code or 0)
    except DispatchError as error:
        complain(error)
        return Exit.UNUSABLE
    except KeyboardInterrupt:
        complain(DispatchError("interrupted", "stopped by the user", "what was finished is kept"))
        return Exit.INTERRUPTED
    except BrokenPipeError:
        give_up_output()
        return Exit.DONE
    except OSError as error:
        give_up_output()
        what = str(error.filename or "standard output")
        remedy = "free the space" if error.errno in _NO_ROOM else "check the path and its permissions"
        complain(OutputError(what, reason(error), f"what was finished is kept; {remedy} and run again"))
        return Exit.UNUSABLE
    except MemoryError:
        complain(DispatchError("memory", "there is not enough of it", "give shorter recordings or texts"))
        return Exit.UNUSABLE


def run() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # file names need not be text
    sys.exit(supervised(main, _crashed) if sys.argv[1:2] in NATIVE else main())


def _crashed(how: str) -> int:
    complain(DispatchError("dispatch", how, "what was finished is kept; run again with a smaller model"))
    return Exit.PARTIAL
