"""Many recordings: done work found again, one bad file its own loss, names never shared."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dispatch.archive.database import Archive
from dispatch.archive.within import Within
from dispatch.batch import work
from dispatch.batch.folder import expected_of
from dispatch.batch.groups import MOST
from dispatch.batch.run import Done, Failed, Means, transcribe_into, transcribe_onto
from dispatch.batch.shelf import Shelf
from dispatch.errors import AudioError, InputError, OutputError
from dispatch.files import alone_in
from dispatch.running.progress import Board
from dispatch.settings import Settings
from dispatch.store.transcripts import TranscriptFolder, read_transcript
from dispatch.values import Coverage, Engine, Recording, Transcript

ENGINE = Engine("whisper", "1", "base", "m" * 64, "en")


def ear(engine: Engine = ENGINE) -> Any:
    return SimpleNamespace(engine=engine, settings=Settings(), backend=None)


def heard_in(path: Path, engine: Engine) -> Transcript:
    data = path.read_bytes()
    recording = Recording(str(path), hashlib.sha256(data).hexdigest(), len(data), "wav", "pcm", 8000, 1, 1000)
    return Transcript(recording, engine, (), (), (), Coverage(1000, 0, 0, 0))


def stand_in(monkeypatch: pytest.MonkeyPatch, listen: Callable[..., Transcript]) -> None:
    """Have ``listen`` stand in for the stages, for a recording alone and in a group."""

    @contextmanager
    def begin(path: Path, ear: Any) -> Iterator[Any]:
        audio = SimpleNamespace(channels=())
        yield SimpleNamespace(audio=audio, stretches=(), made=listen(path, ear))

    monkeypatch.setattr(work, "transcribe_recording", listen)
    monkeypatch.setattr(work, "begin", begin)
    monkeypatch.setattr(work, "finish", lambda begun, heard, ear: begun.made)


@pytest.fixture
def listened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the stages; what was really listened to is written down."""
    names: list[str] = []

    def listen(path: Path, ear: Any, progress: Any = None) -> Transcript:
        names.append(path.name)
        if "bad" in path.name:
            raise AudioError(str(path), "not audio", "name a recording")
        if "odd" in path.name:
            raise RuntimeError("a fault in a decoder")
        if "huge" in path.name:
            raise MemoryError
        made = heard_in(path, ear.engine)
        if "growing" in path.name:
            path.write_bytes(path.read_bytes() + b"more")
            made = heard_in(path, ear.engine)
        return made

    stand_in(monkeypatch, listen)
    return names


@pytest.fixture
def calls(tmp_path: Path) -> Any:
    def make(*names: str) -> list[Path]:
        paths = [tmp_path / "calls" / name for name in names]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(path.name.encode())
        return paths

    return make


def run(tmp_path: Path, paths: list[Path], engine: Engine = ENGINE) -> list[Done | Failed]:
    folder = TranscriptFolder(tmp_path / "out")
    folder.folder.mkdir(exist_ok=True)
    return list(transcribe_into(folder, paths, ear(engine), 1, Board(quiet=True)))


def test_work_is_done_once(tmp_path: Path, calls: Any, listened: list[str]) -> None:
    paths = calls("a.wav", "b.wav")
    first = run(tmp_path, paths)
    second = run(tmp_path, paths)
    assert listened == ["a.wav", "b.wav"]
    assert first == second
    assert [one.stem for one in first if isinstance(one, Done)] == ["a", "b"]


def test_a_copy_is_not_listened_to_again_and_has_its_own_transcript(
    tmp_path: Path, calls: Any, listened: list[str]
) -> None:
    [original] = calls("a.wav")
    copy = original.with_name("copy.wav")
    copy.write_bytes(original.read_bytes())
    outcomes = run(tmp_path, [original, copy])
    assert listened == ["a.wav"]
    assert [one.transcript.recording.path for one in outcomes if isinstance(one, Done)] == [
        "a.wav",
        "copy.wav",
    ]


def test_the_transcripts_of_the_last_run_are_current_but_for_those_that_a_watch_meets(
    tmp_path: Path, calls: Any, listened: list[str]
) -> None:
    paths = calls("a.wav", "b.wav")
    better = replace(ENGINE, model_sha256="n" * 64)
    runs = ((ENGINE, True, ENGINE), (better, True, better), (ENGINE, True, ENGINE), (better, False, ENGINE))
    with Archive(tmp_path / "a.db", create=True) as archive:
        for engine, renews, current in runs:
            shelf = Shelf(None, archive, renews=renews)
            list(transcribe_onto(shelf, paths, Means(ear(engine)), Board(quiet=True)))
            stored = archive.stored(archive.transcripts_within(Within()))
            assert {one.transcript.engine.model_sha256 for one in stored} == {current.model_sha256}
    assert len(listened) == 4


def test_a_recording_that_has_grown_replaces_what_its_file_held(
    tmp_path: Path, calls: Any, listened: list[str]
) -> None:
    [growing] = calls("a.wav")
    folder = TranscriptFolder(tmp_path / "out")
    folder.folder.mkdir()
    with Archive(tmp_path / "a.db", create=True) as archive:
        for _ in range(2):
            shelf = Shelf(TranscriptFolder(folder.folder), archive)
            [done] = transcribe_onto(shelf, [growing], Means(ear()), Board(quiet=True))
            assert isinstance(done, Done)
            assert done.stem == "a"
            growing.write_bytes(growing.read_bytes() + b"more")
        [stored] = archive.stored(archive.transcripts_within(Within()))
        assert stored.transcript.recording.sha256 == done.transcript.recording.sha256
    assert read_transcript(folder.path_of("a")) == done.transcript
    kept = read_transcript(folder.folder / "a.transcript.earlier-1.json")
    assert kept.recording.sha256 == hashlib.sha256(b"a.wav").hexdigest()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("bad.wav", "not audio"),
        ("odd.wav", "RuntimeError"),
        ("huge.wav", "memory"),
        ("growing.wav", "changed"),
    ],
)
def test_what_goes_wrong_with_one_stays_with_it(
    tmp_path: Path, calls: Any, listened: list[str], name: str, why: str
) -> None:
    outcomes = run(tmp_path, calls("a.wav", name, "z.wav"))
    [failed] = [one for one in outcomes if isinstance(one, Failed)]
    assert why in failed.error.why
    assert failed.error.remedy
    assert sorted(one.stem for one in outcomes if isinstance(one, Done)) == ["a", "z"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "a.transcript.json",
        "z.transcript.json",
    ]


def test_a_missing_file_is_named(tmp_path: Path, calls: Any, listened: list[str]) -> None:
    outcomes = run(tmp_path, [tmp_path / "gone.wav", *calls("a.wav")])
    assert [type(one) for one in outcomes] == [Failed, Done]


def test_a_better_model_keeps_the_older_transcript(tmp_path: Path, calls: Any, listened: list[str]) -> None:
    paths = calls("a.wav")
    run(tmp_path, paths)
    better = replace(ENGINE, model="small", model_sha256="s" * 64)
    run(tmp_path, paths, better)
    assert listened == ["a.wav", "a.wav"]
    engines = {path.name: read_transcript(path).engine.model for path in (tmp_path / "out").iterdir()}
    assert engines == {"a.transcript.json": "small", "a.transcript.earlier-1.json": "base"}


def test_a_full_disk_costs_what_did_not_fit(
    tmp_path: Path, calls: Any, listened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    written: list[int] = []

    def sync(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) > 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", sync)
    outcomes = run(tmp_path, calls("a.wav", "b.wav"))
    assert [type(one) for one in outcomes] == [Done, Failed]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.transcript.json"]


def onto(
    tmp_path: Path, recordings: Any, board: Board | None = None, archive: Archive | None = None
) -> Iterator[Done | Failed]:
    folder = TranscriptFolder(tmp_path / "out")
    folder.folder.mkdir(exist_ok=True)
    return transcribe_onto(Shelf(folder, archive), recordings, Means(ear()), board or Board(quiet=True))


def test_recordings_are_taken_as_they_are_worked_on_and_nothing_is_held_of_them(
    tmp_path: Path, calls: Any, listened: list[str]
) -> None:
    taken = 0

    def come() -> Iterator[Path]:
        nonlocal taken
        for path in calls(*(f"{number}.wav" for number in range(30))):
            taken += 1
            yield path

    for number, _ in enumerate(onto(tmp_path, come()), 1):
        assert taken == len(listened) == min(30, -(-number // MOST) * MOST)
    again = onto(tmp_path, come())
    taken = 0
    for number, outcome in enumerate(again, 1):
        assert isinstance(outcome, Done) and not outcome.is_new
        assert taken == number
    assert len(listened) == 30


def test_nothing_right_now_lets_finished_ones_out(tmp_path: Path, calls: Any, listened: list[str]) -> None:
    first, second = calls("a.wav", "b.wav")
    outcomes = onto(tmp_path, [None, first, None, None, second, None])
    assert [one.path.name for one in outcomes] == ["a.wav", "b.wav"]


def test_a_folder_is_let_to_others_only_while_there_is_nothing_to_do(
    tmp_path: Path, calls: Any, listened: list[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    free = []

    def try_to_enter() -> None:
        place = os.open(out, os.O_RDONLY)
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free.append(True)
        except BlockingIOError:
            free.append(False)
        finally:
            os.close(place)

    def come() -> Iterator[Path | None]:
        for one in (None, *calls("a.wav", "b.wav"), None, None):
            try_to_enter()
            yield one
        try_to_enter()

    with alone_in(out) as hold:
        shelf = Shelf(TranscriptFolder(out), hold=hold)
        for _ in transcribe_onto(shelf, come(), Means(ear()), Board(quiet=True)):
            try_to_enter()
        try_to_enter()
    begun, at_a, a_kept, at_b, b_kept, at_none, *idle, ended = free
    assert [begun, at_a] == [False, True]
    assert [a_kept, at_b, b_kept, at_none] == [False] * 4
    assert (idle, ended) == ([True, True], False)


def test_a_path_that_leads_nowhere_is_an_outcome(tmp_path: Path, calls: Any, listened: list[str]) -> None:
    lost = InputError(str(tmp_path / "gone"), "no such file or directory", "check the path")
    outcomes = list(onto(tmp_path, [lost, *calls("a.wav")]))
    assert [type(one) for one in outcomes] == [Failed, Done]


def test_a_disk_that_stays_full_ends_the_run(
    tmp_path: Path, calls: Any, listened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: TranscriptFolder, stem: str, transcript: Transcript) -> None:
        raise OutputError(stem, "no space left on device", "free the space")

    monkeypatch.setattr(TranscriptFolder, "write", full)
    found: list[Done | Failed] = []
    with pytest.raises(OutputError, match="could not be written; free the space and run the same command"):
        found.extend(iter(onto(tmp_path, calls(*(f"{n}.wav" for n in range(20))))))
    assert len(listened) == MOST


def test_a_transcript_that_never_got_into_the_archive_gets_there_the_next_time(
    tmp_path: Path, calls: Any, listened: list[str]
) -> None:
    paths = calls("a.wav", "b.wav")
    list(onto(tmp_path, paths))
    with Archive(tmp_path / "a.db", create=True) as archive:
        outcomes = list(onto(tmp_path, paths, archive=archive))
        assert [one.is_new for one in outcomes if isinstance(one, Done)] == [False, False]
        assert archive.holdings().recordings == 2
    assert len(listened) == 2


def test_an_archive_alone_is_enough_to_know_what_is_done(
    tmp_path: Path, calls: Any, listened: list[str]
) -> None:
    paths = calls("a.wav", "b.wav")
    with Archive(tmp_path / "a.db", create=True) as archive:
        for _ in range(2):
            means = Means(ear())
            outcomes = list(transcribe_onto(Shelf(None, archive), paths, means, Board(quiet=True)))
            assert [one.path.name for one in outcomes] == ["a.wav", "b.wav"]
        better = Means(ear(replace(ENGINE, model_sha256="s" * 64)))
        list(transcribe_onto(Shelf(None, archive), paths, better, Board(quiet=True)))
    assert listened == ["a.wav", "b.wav", "a.wav", "b.wav"]


def test_progress_says_how_fast_and_how_long_still(tmp_path: Path, calls: Any, listened: list[str]) -> None:
    class Clock:
        now = 0.0

        def __call__(self) -> float:
            self.now += 4.0
            return self.now

    log = io.StringIO()
    board = Board(stream=log, clock=Clock())
    paths = calls(*(f"{n}.wav" for n in range(20)), "bad.wav")
    folder = TranscriptFolder(tmp_path / "out")
    folder.folder.mkdir()
    list(transcribe_onto(Shelf(folder), paths, Means(ear()), board, expected_of(paths)))
    lines = [line for line in log.getvalue().splitlines() if line.startswith("transcribing: ")]
    assert len(lines) > 2
    rate = r"\d+ a minute, [\d.]+ × real time, about \d+ (s|min) left"
    assert re.search(rf"\d+%, \d+ of 21 done, {rate}", lines[1])


def test_memory_does_not_grow_with_the_calls(tmp_path: Path, calls: Any, listened: list[str]) -> None:
    import gc
    import tracemalloc

    sizes = {}
    names = [str(path) for path in calls(*(f"{number:04}.wav" for number in range(600)))]
    with Archive(tmp_path / "a.db", create=True) as archive:
        tracemalloc.start()
        for number, _ in enumerate(onto(tmp_path, map(Path, names), archive=archive), 1):
            listened.clear()
            if number in (100, 600):
                gc.collect()
                sizes[number] = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
    assert sizes[600] - sizes[100] < 150_000  # a transcript held of each would be more than a million
