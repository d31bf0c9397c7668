"""What can go wrong that a caller can act on. Each error carries its data and one line for a person.

``str(error)`` is ``<what>: <why>; <what to do>``, which the command line prints behind ``error: ``.
"""

from __future__ import annotations


class DispatchError(Exception):
    """Base of every error this package raises on purpose.

    Example:
        >>> print(DispatchError("night.mp3", "no such file", "check the path"))
        night.mp3: no such file; check the path
    """

    def __init__(self, what: str, why: str, remedy: str = "") -> None:
        super().__init__(what, why, remedy)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.what}: {self.why}" + (f"; {self.remedy}" if self.remedy else "")
        return " ".join(line.split())


class InputError(DispatchError):
    """A named input that can't be used: missing, unreadable, empty, not what its name says."""


class AudioError(InputError):
    """A recording that can't be decoded at all."""


class ClaimsError(InputError):
    """A claims list or article that can't be used."""


class ModelError(DispatchError):
    """A model that isn't there, is incomplete, or isn't the one it is said to be."""


class OutputError(DispatchError):
    """A place where results can't be written."""


class MissingExtraError(DispatchError):
    """A feature whose optional packages are not installed."""


class SchemaError(DispatchError):
    """A JSON file that isn't in the published form."""

    def __init__(self, where: str, why: str, remedy: str = "see docs/formats.md") -> None:
        super().__init__(where, why, remedy)
