"""The published JSON Schemas, made from the values themselves, so that they can't part.

The rules are those of :mod:`dispatch.values.jsonform`. A key is required where reading fails
without it; keys that a reader does not know are allowed, since later versions may say more.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from enum import Enum
from typing import Any

from dispatch.values import Claim, Details, Report, Span, Transcript

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """File name to schema, for transcripts, claims lists and reports.

    Example:
        >>> sorted(schemas())
        ['claims.schema.json', 'report.schema.json', 'transcript.schema.json']
    """
    return {
        "transcript.schema.json": json_schema(Transcript, "dispatch.transcript/1"),
        "report.schema.json": json_schema(Report, "dispatch.report/1"),
        "claims.schema.json": _claims(),
    }


def json_schema(kind: type, name: str) -> dict[str, Any]:
    """The schema of one noun and all it holds."""
    known: dict[str, Any] = {}
    root = _object(kind, known)
    root["properties"]["schema"] = {"const": name}
    root["required"] = sorted({*root["required"], "schema"})
    return {"$schema": DRAFT, "title": name, **root, "$defs": dict(sorted(known.items()))}


def _claims() -> dict[str, Any]:
    """A claims list needs the words and nothing else; the rest has defaults."""
    known: dict[str, Any] = {}
    claim = _object(Claim, known)
    claim["required"] = ["quote"]
    return {
        "$schema": DRAFT,
        "title": "dispatch claims list",
        "type": "array",
        "items": claim,
        "$defs": dict(sorted(known.items())),
    }


def _object(kind: type, known: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    properties: dict[str, Any] = {}
    required: list[str] = []
    for field in dataclasses.fields(kind):
        hint = hints[field.name]
        if field.metadata.get("inline"):
            continue
        entries = _entries(field, hint, known)
        properties |= entries
        if field.metadata.get("also_flat"):
            properties |= _object(hint, known)["properties"]
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            required += entries
    described = (kind.__doc__ or "").strip().split("\n")[0]
    return {
        "type": "object",
        "description": described,
        "properties": properties,
        "required": sorted(required),
    }


def _entries(field: dataclasses.Field[Any], hint: Any, known: dict[str, Any]) -> dict[str, Any]:
    if hint is Span or (isinstance(hint, types.UnionType) and Span in typing.get_args(hint)):
        seconds = {"type": "number" if hint is Span else ["number", "null"], "minimum": 0}
        return {"start": seconds, "end": dict(seconds)}
    name = str(field.metadata.get("json", field.name.removesuffix("_ms")))
    if field.name.endswith("_ms"):
        return {name: {"type": "number" if hint is int else ["number", "null"], "minimum": 0}}
    return {name: _value(hint, known)}


def _value(hint: Any, known: dict[str, Any]) -> dict[str, Any]:
    if isinstance(hint, types.UnionType):
        options = [option for option in typing.get_args(hint) if option is not type(None)]
        return {"anyOf": [_value(options[0], known), {"type": "null"}]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _value(typing.get_args(hint)[0], known)}
    if hint is Details:
        return {"type": "object"}
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        if hint.__name__ not in known:
            known[hint.__name__] = {}
            known[hint.__name__] = _object(hint, known)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [item.value for item in hint]}
    plain = {str: "string", int: "integer", float: "number", bool: "boolean"}
    return {"type": plain[hint]} if hint in plain else {}
