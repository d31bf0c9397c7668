"""What a long run has to remember of each recording, kept on the disk once it is much.

A folder may hold a million calls and a watch may last a year; a set in memory would grow with them.
"""

from __future__ import annotations

import sqlite3


class Remembered:
    """Texts by their names, in a temporary database that vanishes with the process.

    Either may be the name of a file, and so hold bytes that are no UTF-8.

    Example:
        >>> seen = Remembered()
        >>> seen.setdefault("night.wav", "a1"), seen.setdefault("night.wav", "b2"), seen.get("day.wav")
        ('a1', 'a1', None)
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE known (name BLOB PRIMARY KEY, said BLOB) WITHOUT ROWID")

    def get(self, name: str) -> str | None:
        found = self._database.execute("SELECT said FROM known WHERE name = ?", (_bytes(name),)).fetchone()
        return None if found is None else bytes(found[0]).decode("utf-8", "surrogatepass")

    def setdefault(self, name: str, said: str) -> str:
        """What is remembered under ``name``, which is ``said`` where nothing was."""
        self._database.execute("INSERT OR IGNORE INTO known VALUES (?, ?)", (_bytes(name), _bytes(said)))
        return self.get(name) or ""

    def set(self, name: str, said: str) -> None:
        self._database.execute("REPLACE INTO known VALUES (?, ?)", (_bytes(name), _bytes(said)))

    def forget(self, name: str) -> None:
        self._database.execute("DELETE FROM known WHERE name = ?", (_bytes(name),))

    def is_new(self, name: str) -> bool:
        """Whether this name is asked about for the first time; it is not the next time."""
        insert = "INSERT OR IGNORE INTO known VALUES (?, x'')"
        return self._database.execute(insert, (_bytes(name),)).rowcount > 0


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
