"""A browser that asks nothing of the network, and pages to open in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dispatch.report import write_report
from dispatch.values import Report
from tests.report import samples

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --mute-audio"
).split()
AXE = "axe-core@4.10.3"


def browser_path() -> str | None:
    """Where a Chromium is: named by CHROMIUM, or on PATH."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next((p for p in map(shutil.which, names) if p), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = browser_path()
    if path is None:
        pytest.skip("no Chromium on PATH: BROWSER TESTS NOT RUN")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a report into a folder of its own and gives its page."""

    def write(report: Report, **options: Any) -> Path:
        options.setdefault("transcripts", {samples.NIGHT: samples.transcript()})
        options.setdefault("clips", samples.clips_of(report))
        write_report(report, tmp_path / "report", **options)
        return tmp_path / "report" / "report.html"

    return write


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page from disk; when the test ends, nothing may have gone wrong or out."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def open_page(page: Path, fragment: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}} | options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        tab.on(
            "request",
            lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else wrong.append(r.url),
        )
        tab.goto(page.as_uri() + fragment)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest) -> str:
    """The source of axe-core, fetched by npm and kept between runs."""
    assert request.config.cache is not None
    folder = Path(request.config.cache.mkdir("axe-core"))
    source = folder / "axe.min.js"
    if not source.is_file():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm to fetch axe-core with: ACCESSIBILITY NOT CHECKED")
        done = subprocess.run(
            [npm, "pack", AXE, "--pack-destination", str(folder)],
            capture_output=True,
            timeout=120,
            check=False,
        )
        packed = next(folder.glob("axe-core-*.tgz"), None)
        if done.returncode or packed is None:
            pytest.skip("axe-core could not be fetched: ACCESSIBILITY NOT CHECKED")
        with tarfile.open(packed) as archive:
            member = archive.extractfile("package/axe.min.js")
            assert member is not None
            source.write_bytes(member.read())
        packed.unlink()
    return source.read_text(encoding="utf-8")
