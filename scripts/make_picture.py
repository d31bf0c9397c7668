"""Take the picture of a report that the README shows: the answer, and one card right under it.

What lies between (coverage, timeline, what was not checked) is left out, so that both fit.

usage: python scripts/make_picture.py REPORT.html [-o docs/report.png]

Needs a Chromium (named by CHROMIUM, or on PATH) and playwright, both of the dev extra.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
).split()
WIDTH, HEIGHT = 1160, 1570
"""Enough for the answer and the first card."""


def take(page: Path, picture: Path, claim: int) -> None:
    """The page's head and one card, one under the other as a reader meets them."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    browser = os.environ.get("CHROMIUM") or next((p for p in map(shutil.which, names) if p), None)
    if browser is None:
        sys.exit("error: chromium: not found; install it or name it with CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=FLAGS)
        tab = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        tab.goto(page.resolve().as_uri())
        tab.evaluate(
            """shown => {
            document.querySelectorAll('.searched, .tl, .unchecked').forEach(part => { part.hidden = true });
            document.querySelectorAll('.claim').forEach((card, i) => { card.hidden = i + 1 !== shown }) }""",
            claim,
        )
        picture.parent.mkdir(parents=True, exist_ok=True)
        tab.screenshot(path=str(picture))
        chromium.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Take the picture of a report that the README shows.")
    parser.add_argument("page", type=Path, metavar="REPORT.html")
    parser.add_argument("-o", "--output", type=Path, default=Path("docs/report.png"))
    parser.add_argument("--claim", type=int, default=1, help="the claim shown under the answer (default: 1)")
    args = parser.parse_args()
    if not args.page.is_file():
        sys.exit(f"error: {args.page}: no such file; name a report.html")
    take(args.page, args.output, args.claim)


if __name__ == "__main__":
    main()
