"""Sidecar, tags and name of one recording as one account, and what they say against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dispatch.sources.account import Account, Stamp, epoch_ms
from dispatch.sources.names import account_by_name
from dispatch.sources.sidecar import read_sidecar
from dispatch.sources.tags import account_by_tags

AGREE_S = 60.0
"""Two programs that stamp one call are further apart only if one of them is wrong."""


def account_of(path: Path, tags: Mapping[str, str], duration_ms: int) -> Account:
    """What is known of a recording: the sidecar first, then the tags, then the name."""
    beside, inside, named = read_sidecar(path, duration_ms), account_by_tags(tags), account_by_name(path)
    account = beside.filled_from(inside).filled_from(named)
    contradiction = _contradiction(beside.stamp, named.stamp)
    return replace(account, notes=(*account.notes, contradiction)) if contradiction else account


def _contradiction(beside: Stamp | None, named: Stamp | None) -> str:
    """A sentence if sidecar and name give different times; a local time without a zone can't contradict."""
    if beside is None or named is None or None in (beside.moment.tzinfo, named.moment.tzinfo):
        return ""
    apart_s = abs(epoch_ms(beside.moment) - epoch_ms(named.moment)) / 1000
    if apart_s <= AGREE_S + beside.uncertainty_s + named.uncertainty_s:
        return ""
    return f"its name and the file beside it give times {apart_s:.0f} s apart; the file is believed"
