"""Frozen values to the contract's JSON and back, without loss.

One rule for every noun, so that no noun writes its own:

- a field named ``*_ms`` holds whole milliseconds and is written in seconds, without the suffix;
- a field of type :class:`Span` is written as ``start`` and ``end``, both null where there is none;
- an Enum is its value, a tuple a list, :data:`Details` an object;
- ``field(metadata={"json": name})`` writes another name, ``{"inline": True}`` spreads an object
  into its parent (what an event says beyond its kind and time); ``{"also_flat": True}`` writes an
  object under its name and its keys beside it, too, and reads the former.

Keys that this version does not know are passed over on reading; a missing key takes the field's
default, and is an error where there is none.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

from dispatch.errors import SchemaError
from dispatch.values.span import Span


class Details(tuple[tuple[str, Any], ...]):
    """A small immutable mapping, in order, of JSON values. Iterating gives its pairs, and not its keys.

    Example:
        >>> call = details({"system": "north", "tones_hz": [330.5, 569.1]})
        >>> call["system"], call.get("site"), "site" in call, list(call.keys())
        ('north', None, False, ['system', 'tones_hz'])
    """

    __slots__ = ()

    def get(self, key: str, default: Any = None) -> Any:
        return next((value for name, value in self if name == key), default)

    def keys(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self)

    def values(self) -> tuple[Any, ...]:
        return tuple(value for _, value in self)

    def items(self) -> tuple[tuple[str, Any], ...]:
        return tuple(self)

    def __contains__(self, key: object) -> bool:
        return key in self.keys() if isinstance(key, str) else super().__contains__(key)

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, str):
            return super().__getitem__(key)
        for name, value in self:
            if name == key:
                return value
        raise KeyError(key)


T = TypeVar("T")


def to_json(value: Any) -> Any:
    """The JSON form of a value: dict, list, str, number, bool or None.

    Example:
        >>> from dispatch.values import Word
        >>> to_json(Word("copy", Span(1250, 1500), 0.9))
        {'word': 'copy', 'start': 1.25, 'end': 1.5, 'probability': 0.9}
    """
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _object_to_json(value)
    if isinstance(value, Details):
        return {key: to_json(item) for key, item in value}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    return value


def from_json(kind: type[T], data: Any, where: str = "$") -> T:
    """The value of type ``kind`` that ``data`` is the JSON form of.

    Raises:
        SchemaError: names the place (as a JSON path) and what is wrong there.

    Example:
        >>> from dispatch.values import Word
        >>> from_json(Word, {"word": "copy", "start": 1.25, "end": 1.5, "probability": 0.9})
        Word(word='copy', span=Span(start_ms=1250, end_ms=1500), probability=0.9)
    """
    try:
        return typing.cast(T, _read(kind, data, where))
    except RecursionError:
        raise SchemaError(where, "nested too deeply") from None


def details(mapping: Mapping[str, Any]) -> Details:
    """A mapping as an immutable value, lists turned to tuples; what is such a value already stays one.

    Example:
        >>> to_json(details({"rates": details({"verbatim": 3})}))
        {'rates': {'verbatim': 3}}
    """
    return Details((str(key), _frozen(item)) for key, item in mapping.items())


def ms(seconds: float) -> int:
    """Seconds as whole milliseconds.

    Example:
        >>> ms(1.2345)
        1234
    """
    return round(seconds * 1000)


def _frozen(value: Any) -> Any:
    if isinstance(value, Details):
        return value
    if isinstance(value, Mapping):
        return details(value)
    if isinstance(value, (list, tuple)):
        return tuple(_frozen(item) for item in value)
    return value


def _object_to_json(value: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    kind_of_value: Any = type(value)
    for field, kind in _fields(kind_of_value):
        item = getattr(value, field.name)
        if _holds(kind, Span):
            out["start"] = None if item is None else item.start_ms / 1000
            out["end"] = None if item is None else item.end_ms / 1000
        elif kind is Details:
            written = to_json(item)
            out.update(written if field.metadata.get("inline") else {_key(field): written})
        elif field.name.endswith("_ms"):
            out[_key(field)] = None if item is None else item / 1000
        else:
            written = to_json(item)
            out.update(written if field.metadata.get("also_flat") else {})
            out[_key(field)] = written
    return out


@functools.cache
def _fields(kind: Any) -> tuple[tuple[dataclasses.Field[Any], Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((field, hints[field.name]) for field in dataclasses.fields(kind))


def _key(field: dataclasses.Field[Any]) -> str:
    return str(field.metadata.get("json", field.name.removesuffix("_ms")))


def _holds(kind: Any, wanted: type) -> bool:
    return kind is wanted or (isinstance(kind, types.UnionType) and wanted in typing.get_args(kind))


def _read(kind: Any, data: Any, where: str) -> Any:
    if isinstance(kind, types.UnionType):
        options = [option for option in typing.get_args(kind) if option is not type(None)]
        if data is None and len(options) < len(typing.get_args(kind)):
            return None
        return _read(options[0], data, where)
    if typing.get_origin(kind) is tuple:
        if not isinstance(data, list):
            raise SchemaError(where, f"expected a list, found {_name(data)}")
        item_kind = typing.get_args(kind)[0]
        return tuple(_read(item_kind, item, f"{where}[{i}]") for i, item in enumerate(data))
    if dataclasses.is_dataclass(kind):
        return _read_object(typing.cast(type, kind), data, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(data)
        except ValueError:
            known = ", ".join(str(item.value) for item in kind)
            raise SchemaError(where, f"{data!r} is none of {known}") from None
    return _read_plain(kind, data, where)


def _read_plain(kind: Any, data: Any, where: str) -> Any:
    if kind is Any:
        return _frozen(data)
    if kind is float and isinstance(data, (int, float)) and not isinstance(data, bool):
        return _finite(data, where)
    if isinstance(kind, type) and (
        not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool)
    ):
        raise SchemaError(where, f"expected {kind.__name__}, found {_name(data)}")
    return data


def _ms(seconds: float, where: str) -> int:
    try:
        return ms(seconds)
    except OverflowError:
        raise SchemaError(where, "a time beyond all bounds") from None


def _finite(number: float, where: str) -> float:
    try:
        found = float(number)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise SchemaError(where, "not a finite number")
    return found


def _read_object(kind: type, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise SchemaError(where, f"expected an object, found {_name(data)}")
    found: dict[str, Any] = {}
    taken: set[str] = set()
    inline: str | None = None
    for field, hint in _fields(kind):
        key = _key(field)
        if _holds(hint, Span):
            taken |= {"start", "end"}
            if "start" in data:
                found[field.name] = _read_span(data, where, optional=hint is not Span)
        elif hint is Details and field.metadata.get("inline"):
            inline = field.name
        else:
            taken.add(key)
            if key in data:
                found[field.name] = _read_field(field, hint, data[key], f"{where}.{key}")
    if inline:
        found[inline] = details({key: item for key, item in data.items() if key not in taken})
    for field, _ in _fields(kind):
        has_default = (
            field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        )
        if field.name not in found and not has_default:
            raise SchemaError(where, f"the key {_key(field)!r} is missing")
    try:
        return kind(**found)
    except ValueError as error:
        raise SchemaError(where, str(error)) from None


def _read_field(field: dataclasses.Field[Any], hint: Any, data: Any, where: str) -> Any:
    if hint is Details:
        if not isinstance(data, dict):
            raise SchemaError(where, f"expected an object, found {_name(data)}")
        return details(data)
    if field.name.endswith("_ms"):
        seconds = _read(float | None if hint is not int else float, data, where)
        return None if seconds is None else _ms(seconds, where)
    return _read(hint, data, where)


def _read_span(data: Mapping[str, Any], where: str, optional: bool) -> Span | None:
    start, end = data.get("start"), data.get("end")
    if optional and (start is None or end is None):
        return None
    start_s = typing.cast(float, _read(float, start, f"{where}.start"))
    end_s = typing.cast(float, _read(float, end, f"{where}.end"))
    try:
        return Span(_ms(start_s, where), _ms(end_s, where))
    except ValueError as error:
        raise SchemaError(where, str(error)) from None


def _name(data: Any) -> str:
    return "null" if data is None else type(data).__name__
