"""Work on a long recording that survives a kill: what was heard so far lies on disk until the end.

The words of each stretch follow from the recording's bytes, the model and the settings, so those that were
heard before an interruption are taken as they are, and the transcript is the same byte for byte. They lie in
the user's own cache folder, which nobody else can look into, and are removed when the transcript is made.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dispatch.errors import SchemaError
from dispatch.interfaces import Audio, Progress
from dispatch.running.progress import portion
from dispatch.values import Heard, Stretch, from_json, to_json

if TYPE_CHECKING:
    from dispatch.hearing.ear import Ear

WORTH_KEEPING_MS = 10 * 60_000
"""Speech in a recording from which on its work is kept: less is soon done again."""
KEPT_DAYS = 30
SUFFIX = ".unfinished.jsonl"


def hear_all(
    audio: Audio, stretches: Sequence[Stretch], ear: Ear, progress: Progress | None = None
) -> tuple[Heard, ...]:
    """What is heard in each stretch, in order; what an interrupted run has heard is not heard again."""
    if not is_long(stretches):
        return tuple(ear.backend.hear(audio, stretches, progress))
    speech_ms = _speech_ms(stretches)
    with _kept(_key(audio, stretches, ear)) as file:
        done = () if file is None else tuple(_read(file, stretches))
        share = sum(one.stretch.span.duration_ms for one in done) / speech_ms
        heard = list(done)
        for one in ear.backend.hear(audio, stretches[len(done) :], portion(progress, share, 1.0)):
            heard.append(one)
            if file is not None:
                _append(file, one)
    return tuple(heard)


def is_long(stretches: Sequence[Stretch]) -> bool:
    """Whether there is so much speech that the work on it is kept."""
    return _speech_ms(stretches) >= WORTH_KEEPING_MS


def _speech_ms(stretches: Sequence[Stretch]) -> int:
    return sum(stretch.span.duration_ms for stretch in stretches)


def folder() -> Path:
    """Where unfinished work lies."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("radio-dispatch", appauthor=False)) / "unfinished"


def _key(audio: Audio, stretches: Sequence[Stretch], ear: Ear) -> str:
    """A name that only the very same work has: bytes, engine, settings and stretches."""
    work = [audio.recording.sha256, to_json(ear.engine), to_json(list(stretches))]
    return hashlib.sha256(json.dumps(work, sort_keys=True).encode()).hexdigest()


@contextlib.contextmanager
def _kept(key: str) -> Iterator[BinaryIO | None]:
    """The file of this work, locked, removed after the last stretch; None where no file can be had."""
    path = folder() / (key + SUFFIX)
    file = _opened(path)
    try:
        yield file
        if file is not None:
            with contextlib.suppress(OSError):
                path.unlink()
    finally:
        if file is not None:
            with contextlib.suppress(OSError):  # what a full disk did not take is written once more here
                file.close()


def _opened(path: Path) -> BinaryIO | None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_old(path.parent)
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    except OSError:
        return None
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        file.close()  # another run is at the same work, or nothing can tell
        return None
    return file


def _remove_old(place: Path) -> None:
    for left in place.glob("*" + SUFFIX):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > KEPT_DAYS * 86_400:
                left.unlink()


def _read(file: BinaryIO, stretches: Sequence[Stretch]) -> Iterator[Heard]:
    """What was heard before, as far as it is whole; the file is cut there."""
    whole = 0
    for stretch, line in zip(stretches, file.readlines(), strict=False):
        try:
            one = from_json(Heard, json.loads(line), "unfinished work")
        except (ValueError, RecursionError, SchemaError):
            break
        if not line.endswith(b"\n") or one.stretch != stretch:
            break
        whole += len(line)
        yield one
    file.seek(whole)
    file.truncate()


def _append(file: BinaryIO, one: Heard) -> None:
    """Keep one stretch's words; a full disk costs the keeping, not the transcript."""
    with contextlib.suppress(OSError):
        file.write(json.dumps(to_json(one)).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
