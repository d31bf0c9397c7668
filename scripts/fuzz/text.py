"""Fuzz the readers of text, guided by what the code under test reaches.

usage: python -m fuzz.text TARGET CORPUS... [libFuzzer's options]     from scripts/, with atheris installed

``-runs=1000000 -timeout=5 -rss_limit_mb=1024`` are the bounds that docs/reliability.md states. A fault
ends the run and leaves its input as ``crash-…``, which belongs into tests/fuzz/corpus/TARGET.
"""

from __future__ import annotations

import sys

import atheris


def main() -> None:
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    with atheris.instrument_imports(include=["dispatch"]):
        from fuzz.targets import TARGETS
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
