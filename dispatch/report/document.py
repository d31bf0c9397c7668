"""Reading a JSON file that says of which form it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dispatch.errors import InputError, SchemaError
from dispatch.files import LARGEST_JSON, read_bounded


def read_document(file: Path, schema: str, remedy: str) -> dict[str, Any]:
    """The content of a file in the form that ``schema`` names.

    Raises:
        InputError: if there is no such file or it is no JSON; ``remedy`` says what to do.
        SchemaError: if it is of another form.
    """
    if file.exists() and not file.is_file():  # a pipe would be waited for
        raise InputError(str(file), "not a regular file", remedy)
    try:
        data = json.loads(read_bounded(file, LARGEST_JSON, remedy))
    except (ValueError, RecursionError) as error:
        raise InputError(str(file), f"not a JSON file ({error})", remedy) from None
    found = data.get("schema") if isinstance(data, dict) else None
    if found != schema:
        raise SchemaError(f"{file}: $.schema", f"{found!r} is not {schema}")
    return dict(data)
