"""Tables as spreadsheets write and read them: separators, truth values, cells that look like formulas."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dispatch.errors import ClaimsError

_TRUE = frozenset({"true", "yes", "y", "1", "x", "wahr", "vrai", "verdadero"})
_FALSE = frozenset({"false", "no", "n", "0", "falsch", "faux", "falso"})
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_CELL_LIMIT = 1_000_000  # characters: far above any quotation, far below what fills memory

_LONGEST_HEADER = 2000  # characters: with every column there is, a tenth of that


def rows(text: str, name: str) -> Iterator[Mapping[str, Any]]:
    """Each row under its column's name; empty cells are None, rows of empty cells left out.

    Raises:
        ClaimsError: if it isn't a table with a column ``quote``.
    """
    text = text.lstrip("\ufeff")
    separator, text = _separator(text)
    csv.field_size_limit(_CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    try:
        header = [cell.strip().lower().replace(" ", "_") for cell in next(reader, [])]
        if header and "quote" not in header:
            remedy = "name the columns in the first line; 'quote' is the one that must be there"
            raise ClaimsError(name, "the key 'quote' is missing among the columns", remedy)
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield _row(header, cells, number, name)
    except csv.Error as error:
        raise ClaimsError(name, f"not a readable table ({error})", "save it again as CSV") from None


def is_list(text: str, keys: Sequence[str]) -> bool:
    """Whether a text's first line makes it a table of claims: ``quote`` is a column, and all are known ones.

    A line that says "Quote" and no more may be the title of an article; a column alone is in small letters.

    Example:
        >>> known = ("quote", "unit")
        >>> is_list("quote,unit\\nHold.,Engine 4\\n", known), is_list("Quote\\n\\n“Hold.”", known)
        (True, False)
    """
    separator, text = _separator(text[:_LONGEST_HEADER].lstrip("\ufeff"))
    first = text.partition("\n")[0].strip()
    names = [name.replace(" ", "_") for name in _names(first, separator)]
    return "quote" in names and set(names) <= set(keys) and (len(names) > 1 or first == first.lower())


def text(entries: Sequence[Mapping[str, Any]], keys: Sequence[str], separator: str) -> str:
    """A table with a header; a cell that a spreadsheet would run as a formula gets an apostrophe.

    Example:
        >>> text([{"id": "1", "quote": "=1+1"}], ("id", "quote"), ",")
        "id,quote\\r\\n1,'=1+1\\r\\n"
    """
    others = sorted({key for entry in entries for key in entry} - set(keys))
    columns = [key for key in keys if key != "parts" or any(key in entry for entry in entries)] + others
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(columns)
    writer.writerows([_cell(key, entry.get(key)) for key in columns] for entry in entries)
    return out.getvalue()


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without the line that some spreadsheets announce it in."""
    first, _, rest = text.partition("\n")
    if (announced := re.fullmatch(r'"?sep=(.)"?\r?', first.strip())) is not None:
        return announced[1], rest
    likeliest = sorted((",", ";", "\t", "|"), key=first.count, reverse=True)
    return next((one for one in likeliest if "quote" in _names(first, one)), likeliest[0]), text


def _names(line: str, separator: str) -> list[str]:
    """The columns that a header would name if this were its separator."""
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]


def _row(header: Sequence[str], cells: Sequence[str], number: int, name: str) -> dict[str, Any]:
    surplus = [cell for cell in cells[len(header) :] if cell.strip()]
    if surplus:
        remedy = "put quotation marks around cells that hold the separator"
        raise ClaimsError(name, f"entry {number}: more cells than columns ({surplus[0][:40]!r})", remedy)
    return {key: _value(key, cell, number, name) for key, cell in zip(header, cells, strict=False) if key}


def _value(key: str, cell: str, number: int, name: str) -> Any:
    if cell.strip() == "":
        return None
    if cell.startswith("'") and _FORMULA.match(cell):
        cell = cell[1:]
    if key == "checkable":
        return _truth(cell.strip().lower(), number, name)
    if key in {"start", "end"}:
        return _whole_number(key, cell.strip(), number, name)
    if key == "parts":
        pairs = re.findall(r"(\d+)-(\d+)", cell)
        return [{"start": int(start), "end": int(end)} for start, end in pairs]
    if key in {"kind", "attributed_to", "polarity"}:
        return cell.strip().lower()
    return cell.strip() if key in {"id", "said_at"} else cell


def _truth(cell: str, number: int, name: str) -> bool:
    if cell in _TRUE | _FALSE:
        return cell in _TRUE
    raise ClaimsError(name, f"entry {number}: checkable is {cell!r}", "write true or false")


def _whole_number(key: str, cell: str, number: int, name: str) -> int:
    try:
        return int(cell.removesuffix(".0").removesuffix(",0"))
    except ValueError:
        raise ClaimsError(name, f"entry {number}: {key} is {cell!r}", "write a whole number") from None


def _cell(key: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if key == "parts":
        return " ".join(f"{part['start']}-{part['end']}" for part in value)
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "'" + written if _FORMULA.match(written) else written
