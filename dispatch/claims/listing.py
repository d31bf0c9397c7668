"""Claims lists: JSON and CSV to claims and back, forgiving towards spreadsheets, strict about meaning.

Only ``quote`` is required. A key this version doesn't know is kept in :attr:`Claim.extra` and written
back, unless it is nearly one it does know, which is taken for a slip and refused.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatch.claims import table
from dispatch.errors import ClaimsError, SchemaError
from dispatch.files import write_whole
from dispatch.values import Claim, from_json, to_json
from dispatch.values.clock import extent_s

KEYS = (
    "id", "quote", "kind", "attributed_to", "unit", "attribution", "checkable", "why_not", "warning",
    "start", "end", "said_at", "place", "channel", "polarity", "told", "act", "parts",
)  # fmt: skip
LARGEST_BYTES = 16_000_000
"""Of a list: JSON takes some 25 times its size in memory."""
MOST_CLAIMS = 20_000
_WITH_DEFAULTS = frozenset({"id", "kind", "attributed_to", "checkable", "parts"})
_MEANS_QUOTE = frozenset({"text", "words", "claim", "quotation"})
_NEARLY = 0.84  # similarity from which an unknown key is taken for a slip: one letter in seven or more


def claims_from_json(text: str, name: str) -> tuple[Claim, ...]:
    """Claims of a JSON list, or of an object with the list under ``claims``.

    Raises:
        ClaimsError: names the file, the entry, what is wrong and what to do.

    Example:
        >>> claims_from_json('[{"quote": "Hold short."}]', "list.json")[0].id
        '1'
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ClaimsError(name, f"not valid JSON ({error})", "mend it or write it again") from None
    if isinstance(data, dict) and isinstance(data.get("claims"), list):
        data = data["claims"]
    if not isinstance(data, list):
        remedy = 'give a list of objects, or an object with the list under "claims"'
        raise ClaimsError(name, "no list of claims in it", remedy)
    return claims_from_entries(data, name)


def claims_from_csv(text: str, name: str) -> tuple[Claim, ...]:
    """Claims of a table with a header; separator, capitals and empty cells as spreadsheets leave them.

    Raises:
        ClaimsError: names the file, the row, what is wrong and what to do.

    Example:
        >>> claims_from_csv("Quote;Checkable\\r\\nHold short.;FALSE\\r\\n", "list.csv")[0].checkable
        False
    """
    return claims_from_entries(table.rows(text, name), name)


def claims_text(claims: Sequence[Claim], suffix: str) -> str:
    """A claims list as JSON, or as CSV where the suffix says so."""
    entries: list[dict[str, Any]] = [_entry(claim) for claim in claims]
    if suffix.lower() in {".csv", ".tsv"}:
        return table.text(entries, KEYS, "\t" if suffix.lower() == ".tsv" else ",")
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def write_claims(claims: Sequence[Claim], path: Path) -> None:
    """Write a claims list whole or not at all: CSV where the name ends in ``.csv``, else JSON.

    Raises:
        OutputError: if the place can't be written.
    """
    write_whole(path, claims_text(claims, path.suffix))


def _entry(claim: Claim) -> dict[str, Any]:
    entry: dict[str, Any] = to_json(claim)
    if not claim.parts:
        entry.pop("parts", None)
    return entry


def claims_from_entries(entries: Iterable[Any], name: str) -> tuple[Claim, ...]:
    """Claims of a list's entries: objects in the published form, or quotes by themselves.

    Raises:
        ClaimsError: names the list, the entry, what is wrong and what to do.
    """
    claims: list[Claim] = []
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        if number > MOST_CLAIMS:
            raise ClaimsError(name, f"more than {MOST_CLAIMS} claims", "give them in several lists")
        claim = _claim(dict(entry) if isinstance(entry, Mapping) else {"quote": entry}, number, name)
        if claim.id in seen:
            raise ClaimsError(name, f"entry {number}: the id {claim.id!r} is taken", "give each its own id")
        seen.add(claim.id)
        claims.append(claim)
    return tuple(claims)


def _claim(entry: dict[str, Any], number: int, name: str) -> Claim:
    where = f"entry {number}"
    _refuse_slips(entry, where, name)
    if entry.get("quote") is None:
        raise ClaimsError(name, f"{where}: the key 'quote' is missing", "give the words that were quoted")
    if isinstance(entry["quote"], str) and not entry["quote"].strip():
        raise ClaimsError(name, f"{where}: the quote is empty", "give the words that were quoted")
    entry = {key: value for key, value in entry.items() if value is not None or key not in _WITH_DEFAULTS}
    entry.setdefault("id", str(number))
    if isinstance(entry["id"], int) and not isinstance(entry["id"], bool):
        entry["id"] = str(entry["id"])
    try:
        claim = from_json(Claim, entry, where)
    except SchemaError as error:
        place = error.what.replace(f"{where}.", f"{where}: ", 1)
        raise ClaimsError(name, f"{place}: {error.why}", "see docs/formats.md") from None
    if claim.said_at and extent_s(claim.said_at) is None:
        remedy = "write it as 2026-03-14T21:04:10-05:00, as 2026-03-14, or as T21:04"
        raise ClaimsError(name, f"{where}: said_at: {claim.said_at!r} is no time", remedy)
    return claim


def _refuse_slips(entry: Mapping[str, Any], where: str, name: str) -> None:
    for key in entry:
        if key in KEYS:
            continue
        near = difflib.get_close_matches(key.lower().strip(), KEYS, n=1, cutoff=_NEARLY)
        if (
            not near
            and "quote" not in entry
            and (
                key.lower() in _MEANS_QUOTE or difflib.get_close_matches(key.lower(), ["quote"], cutoff=0.75)
            )
        ):
            near = ["quote"]
        if near and near[0] not in entry:
            raise ClaimsError(name, f"{where}: unknown key {key!r}", f"write {near[0]!r} if that is meant")
