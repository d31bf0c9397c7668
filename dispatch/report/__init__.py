"""Evidence an editor can act on: a report as JSON, a page, Markdown, a table, ClaimReview.

Everything here is made from the same frozen values, :class:`dispatch.values.Report` first among
them, and the same values give the same bytes. Names are loaded when they are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dispatch.report.check import Discrepancy, check_report
    from dispatch.report.claimreview import render_claimreview
    from dispatch.report.html import render_html
    from dispatch.report.listening import merge_listening
    from dispatch.report.markdown import render_markdown
    from dispatch.report.table import render_csv
    from dispatch.report.write import read_report, write_report

__all__ = [
    "Discrepancy",
    "check_report",
    "merge_listening",
    "read_report",
    "render_claimreview",
    "render_csv",
    "render_html",
    "render_markdown",
    "write_report",
]

_HOME = {
    "Discrepancy": "check",
    "check_report": "check",
    "merge_listening": "listening",
    "read_report": "write",
    "render_claimreview": "claimreview",
    "render_csv": "table",
    "render_html": "html",
    "render_markdown": "markdown",
    "write_report": "write",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
