"""What an archive keeps: each work once, nothing half, older transcripts side by side."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.archive import writing
from dispatch.archive.database import Archive
from dispatch.archive.search import How, search
from dispatch.archive.within import Within, within_of
from dispatch.errors import InputError, OutputError
from dispatch.values import Details, Transcript, details
from tests.archive.night import BASE, NIGHT, SMALL, call, night


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "night.db"


@pytest.fixture
def archive(path: Path) -> Archive:
    with Archive(path, create=True) as made:
        made.add_all(night())
        yield made


def test_a_transcript_comes_back_as_it_was(archive: Archive) -> None:
    for transcript, _ in night():
        assert list(archive.made_by(transcript.recording.sha256, BASE)) == [transcript]


@pytest.mark.parametrize(
    "change",
    [
        {"model_sha256": "n" * 64},
        {"language": "es"},
        {"prompt": "Kedzie."},
        {"version": "4.9"},
        {"settings": Details((("beam_size", 4),))},
    ],
)
def test_any_difference_in_model_or_settings_is_new_work(archive: Archive, change: dict) -> None:
    [transcript, *_] = [one for one, _ in night()]
    assert list(archive.made_by(transcript.recording.sha256, replace(BASE, **change))) == []


def test_the_same_model_by_another_name_is_the_same_work(archive: Archive) -> None:
    [transcript, *_] = [one for one, _ in night()]
    renamed = replace(BASE, model="/models/base")
    assert list(archive.made_by(transcript.recording.sha256, renamed)) == [transcript]


def test_nothing_is_kept_twice(archive: Archive) -> None:
    before = archive.holdings()
    assert archive.add_all(night()) == 0
    assert archive.holdings() == before
    assert archive.rows("SELECT count(*) FROM words") == [(sum(len(texts) for *_, texts in NIGHT),)]


def test_transcripts_of_two_models_lie_side_by_side_and_the_later_is_read(archive: Archive) -> None:
    _, start, _ = NIGHT[0]
    better = call(0, 101, start, ("Engine 922, structure fire at 4100 West Pershing.",), SMALL)
    assert archive.add(better, Path("/calls/0.wav"))
    assert len(list(archive.made_by(better.recording.sha256, BASE))) == 1
    assert [hit.model for hit in search(archive, '"structure fire"')] == ["small"]
    assert search(archive, "La Salle") == ()
    every = search(archive, '"structure fire"', how=How(every_model=True))
    assert sorted(hit.model for hit in every) == ["base", "small"]
    archive.add_all(night())
    assert [hit.model for hit in search(archive, '"structure fire"')] == ["small"]


def test_a_transcript_that_is_made_again_is_read_again(archive: Archive) -> None:
    _, start, _ = NIGHT[0]
    better = call(0, 101, start, ("Engine 922, structure fire at 4100 West Pershing.",), SMALL)
    [(first, path), *_] = night()
    for transcript, model in ((better, "small"), (first, "base"), (better, "small")):
        archive.add(transcript, path, current=True)
        assert [hit.model for hit in search(archive, '"structure fire"')] == [model]
    said = (replace(first.transmissions[0], unit="E922"), first.transmissions[1])
    archive.add(replace(first, transmissions=said), path, current=True)
    assert [hit.unit for hit in search(archive, '"structure fire"')] == ["E922"]


def test_a_sidecar_that_came_later_changes_clock_and_talkgroup(archive: Archive) -> None:
    [(transcript, path), *_] = night()
    later = replace(
        transcript.recording, start_time="2026-03-14T22:00:00-05:00", source=details({"talkgroup": 7})
    )
    assert not archive.add(replace(transcript, recording=later), path)
    [hit] = search(archive, '"structure fire"')
    assert (hit.talkgroup, hit.clock_start) == ("7", "2026-03-14T22:00:00.000-05:00")


def test_roles_that_became_known_later_replace_what_the_same_work_said(archive: Archive) -> None:
    [(transcript, path), *_] = night()
    first, second = transcript.transmissions
    told = replace(transcript, transmissions=(replace(first, unit="E922", text=first.text), second))
    archive.add(told, path)
    assert [hit.unit for hit in search(archive, '"structure fire"')] == ["E922"]
    assert archive.rows("SELECT count(*) FROM transmission") == archive.rows("SELECT count(*) FROM words")


def test_who_spoke_rests_on_the_radio_ids_so_both_tellings_are_kept(archive: Archive) -> None:
    [(transcript, path), *_] = night()
    told = replace(
        transcript,
        recording=replace(transcript.recording, source=details({"units": [{"id": "922", "at": 0.0}]})),
        transmissions=tuple(replace(one, unit="922") for one in transcript.transmissions),
    )
    assert archive.add(told, path)
    assert list(archive.made_by(transcript.recording.sha256, BASE)) == [told, transcript]
    assert [hit.unit for hit in search(archive, '"structure fire"')] == ["922"]


def test_one_recording_in_two_places_is_one_transmission(archive: Archive) -> None:
    [(transcript, _), *_] = night()
    patched = replace(transcript.recording, source=details({"talkgroup": 900}))
    archive.add(replace(transcript, recording=patched), Path("/patched/0.wav"))
    assert len(search(archive, '"structure fire"')) == 1
    assert [hit.talkgroup for hit in search(archive, '"structure fire"', Within("900"))] == ["900"]
    assert [hit.talkgroup for hit in search(archive, '"structure fire"', Within("101"))] == ["101"]


def test_the_place_seen_last_is_the_recording_s_and_those_before_are_kept(archive: Archive) -> None:
    [(transcript, _), *_] = night()
    archive.add(transcript, Path("/moved/0.wav"))
    [stored] = [one for one in archive.stored([1])]
    assert (stored.path, stored.elsewhere) == (Path("/moved/0.wav"), (Path("/calls/0.wav"),))
    assert [hit.path for hit in search(archive, '"structure fire"')] == ["/moved/0.wav"]
    archive.add(transcript, Path("/calls/0.wav"))
    assert [hit.path for hit in search(archive, '"structure fire"')] == ["/calls/0.wav"]
    undated = replace(
        transcript, recording=replace(transcript.recording, start_time=None, source=details({}))
    )
    archive.add(undated, Path("/desk/0.wav"))
    [hit] = search(archive, '"structure fire"')
    assert (hit.path, hit.talkgroup) == ("/calls/0.wav", "101")


def test_a_name_stands_for_a_place_that_is_not_known(path: Path) -> None:
    with Archive(path, create=True) as made:
        made.add_all((transcript, None) for transcript, _ in night())
        [hit] = search(made, '"structure fire"')
        assert (hit.path, hit.talkgroup) == ("0.wav", "101")
        made.add_all(night())
        made.add_all((transcript, None) for transcript, _ in night())
        assert [row for row in made.rows("SELECT path FROM place ORDER BY path")] == [
            (f"/calls/{number}.wav",) for number in range(4)
        ]


@pytest.mark.parametrize(
    ("number", "start", "replaced"),
    [
        (20, "2026-03-14T21:00:00-05:00", True),  # the same call, more of it
        (21, "2026-03-14T20:59:57-05:00", True),  # named by its end
        (22, "2026-03-14T22:00:00-05:00", False),  # a later call of the same name
        (23, None, True),
    ],
)
def test_a_file_that_holds_other_bytes_now_is_one_recording(
    archive: Archive, number: int, start: str | None, replaced: bool
) -> None:
    texts = ("Engine 922, structure fire at 4100 West La Salle.", "Copy, en route.", "Ladder 12 also.")
    whole = call(number, 101, start, texts)
    before = archive.holdings()
    archive.add(whole, Path("/calls/0.wav"))
    hits = search(archive, '"structure fire"')
    assert len(hits) == (1 if replaced else 2)
    assert whole.recording.sha256 in [hit.recording for hit in hits]
    assert len(archive.transcripts_within(Within())) == (4 if replaced else 5)
    assert archive.holdings().recordings == before.recordings + (not replaced)
    assert len(search(archive, '"structure fire"', how=How(every_model=True))) == 2
    archive.add(night()[0][0], Path("/calls/0.wav"))
    assert night()[0][0].recording.sha256 in [hit.recording for hit in search(archive, '"structure fire"')]


def test_recordings_of_one_name_at_places_that_are_not_known_are_apart(path: Path) -> None:
    with Archive(path, create=True) as made:
        for number in (1, 2):
            one = call(number, 101, None, ("All clear.",))
            made.add(replace(one, recording=replace(one.recording, path="call.wav")), None)
        assert len(search(made, "clear")) == 2


def test_an_error_in_the_middle_leaves_the_archive_as_it_was(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(archive.connection.iterdump())

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(writing, "_index", fail)
    with pytest.raises(OutputError, match=r"disk is full; free the space"):
        archive.add(call(9, 101, None, ("All clear.",)), Path("/calls/9.wav"))
    assert list(archive.connection.iterdump()) == before


def _add_until_killed(path: Path) -> None:
    with Archive(path, create=True) as archive:
        for number in range(100_000):
            archive.add(call(number, 1, None, (f"Call number {number}.", "Copy.")), Path(f"/{number}.wav"))


def test_a_writer_that_is_killed_loses_nothing_it_had_committed(path: Path) -> None:
    for _ in range(3):
        writer = multiprocessing.get_context("spawn").Process(target=_add_until_killed, args=(path,))
        writer.start()
        seen = -1
        while seen < 5:
            time.sleep(0.05)
            if path.exists() and path.stat().st_size and writer.is_alive():
                try:
                    with Archive(path) as archive:
                        seen = archive.holdings().recordings
                except InputError:
                    continue  # its tables are being made
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        with Archive(path, create=True) as archive:
            held = archive.holdings()
            assert held.recordings >= seen
            assert held.transmissions == 2 * held.recordings
            assert archive.rows("SELECT count(*) FROM words") == [(held.transmissions,)]
            assert archive.rows("PRAGMA integrity_check") == [("ok",)]


def test_other_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such archive"):
        Archive(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
    notes = tmp_path / "notes.txt"
    notes.write_text("no database " * 100)
    with pytest.raises(InputError, match="not an archive"):
        Archive(notes, create=True)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    with pytest.raises(InputError, match="another program"):
        Archive(other, create=True)
    assert notes.read_text().startswith("no database")


def test_an_archive_of_a_later_version_is_refused(path: Path) -> None:
    Archive(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="version 99"):
        Archive(path)


def test_an_index_that_compared_words_otherwise_is_made_again(archive: Archive, path: Path) -> None:
    archive.connection.execute("UPDATE meta SET value = 'older' WHERE key = 'index'")
    archive.connection.execute("DELETE FROM words WHERE rowid = 1")
    archive.close()
    with Archive(path, create=True) as again:
        assert len(search(again, '"structure fire"')) == 1


def test_holdings_of_a_part(archive: Archive) -> None:
    archive.add(call(7, 101, None, ("Of an unknown time.",)), Path("/calls/7.wav"))
    whole, part = archive.holdings(), archive.holdings(within_of("101", None, "2026-03-14", None, "UTC"))
    assert (whole.recordings, whole.undated, whole.models) == (5, 1, (("base", 5),))
    assert (part.recordings, part.undated, part.transmissions) == (2, 1, 3)


def test_transcripts_of_a_part_come_in_the_order_of_the_clock(archive: Archive) -> None:
    chosen = Within("Group 102")
    stored = list(archive.stored(archive.transcripts_within(chosen), chosen))
    assert [one.transcript.recording.path for one in stored] == ["2.wav", "3.wav"]
    assert [str(one.path) for one in stored] == ["/calls/2.wav", "/calls/3.wav"]
    assert all(isinstance(one.transcript, Transcript) for one in stored)


def test_a_transcript_that_is_damaged_is_named_as_such(archive: Archive) -> None:
    archive.connection.execute("UPDATE transcript SET data = x'00'")
    with pytest.raises(InputError, match="can't be read"):
        list(archive.made_by(night()[0][0].recording.sha256, BASE))
