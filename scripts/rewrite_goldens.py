"""Write anew what is kept in the repository because it is made: golden files and published schemas.

usage: python scripts/rewrite_goldens.py [--check]

With --check nothing is written; the exit code is 1 where a file is not what it would be.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dispatch.formats import FORMATS, render  # noqa: E402
from dispatch.report import render_claimreview, render_csv, render_html, render_markdown  # noqa: E402
from dispatch.report.schema import schemas  # noqa: E402
from dispatch.report.write import report_json  # noqa: E402
from tests.report import samples  # noqa: E402


def goldens() -> Iterator[tuple[Path, str]]:
    """Each file with what it has to hold."""
    for name, schema in schemas().items():
        yield ROOT / "docs" / "schemas" / name, json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    transcript = samples.transcript()
    for name in FORMATS:
        yield ROOT / "tests" / "formats" / "golden" / f"night.{name}", render(transcript, name)
    report = samples.every_verdict()
    folder = ROOT / "tests" / "report" / "golden"
    yield folder / "report.json", report_json(report)
    yield folder / "report.md", render_markdown(report)
    yield folder / "report.csv", render_csv(report)
    yield folder / "report.claimreview.json", render_claimreview(report)
    page = render_html(
        samples.report(samples.altered()),
        transcripts=(samples.transcript(),),
        clips=(),
        article_text=samples.ARTICLE,
        clips_mode="none",
    )
    yield folder / "report.html", page


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args().check
    stale = 0
    for path, text in goldens():
        data = text.encode()
        if path.is_file() and path.read_bytes() == data:
            continue
        stale += 1
        print(f"{'stale' if only_check else 'written'}: {path.relative_to(ROOT)}")
        if not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return 1 if only_check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
