"""The summary of a run: what could not be used beside the recordings is told once, with their names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.batch.run import Done
from dispatch.cli.tally import NAMED, Tally
from dispatch.values import Coverage, Engine, Recording, Role, Span, Transcript, Transmission, details


def done(number: int, *notes: str) -> Done:
    path = Path(f"calls/call{number:03d}.wav")
    recording = Recording(path.name, f"{number:064d}", 1, "wav", "pcm", 8000, 1, 1000, notes=notes)
    engine = Engine("whisper", "1", "base", "m" * 64, "en")
    return Done(path, path.stem, Transcript(recording, engine, (), (), (), Coverage(1000, 0, 0, 0)))


def test_notes_are_told_by_what_they_say() -> None:
    tally = Tally()
    for number in range(40):
        tally.count(done(number, f"call{number:03d}.json beside it can't be read (empty) and is passed over"))
    tally.count(done(40, "its time is written down without a zone"))
    lines = [line for line in tally.lines() if line.startswith("note:")]
    assert lines[0].startswith("note: 40 × ….json beside it can't be read (empty)")
    assert lines[0].endswith(f"call004.wav and {40 - NAMED} more")
    assert lines[1] == "note: 1 × its time is written down without a zone: call040.wav"


@pytest.mark.parametrize("stem", ["c", "a", "json", "re.d"])
def test_a_short_name_is_replaced_as_a_name_alone(stem: str) -> None:
    why = "beside it can't be read (a date. of 2 records) and is passed over"
    tally, path = Tally(), Path(f"{stem}.wav")
    tally.count(replace(done(0, f"{stem}.json {why}"), path=path))
    assert f"note: 1 × ….json {why}: {path}" in list(tally.lines())


def test_no_notes_no_lines() -> None:
    tally = Tally()
    tally.count(done(0))
    assert not [line for line in tally.lines() if "note" in line]


@pytest.mark.parametrize("probability", [0.98, 1.0])
def test_corrections_that_concern_nobody_are_told(probability: float) -> None:
    tally = Tally(corrections=True)
    one = done(0)
    said = Transmission(0, Span(0, 900), role=Role.UNIT, role_probability=probability)
    tally.count(replace(one, transcript=replace(one.transcript, transmissions=(said,))))
    tally.count(done(1))
    assert any("--speakers" in line for line in tally.lines()) == (probability < 1)


@pytest.mark.parametrize(
    ("listed", "told"),
    [(("4033500",), False), (("Dispatch",), False), (("999", "4033500"), False), (("999",), True)],
)
def test_consoles_that_no_recording_names_are_told(listed: tuple[str, ...], told: bool) -> None:
    tally = Tally(listed)
    one = done(0)
    source = details({"units": ({"id": "4033500", "at": 0.2, "tag": "dispatch"},)})
    recording = replace(one.transcript.recording, source=source)
    tally.count(replace(one, transcript=replace(one.transcript, recording=recording)))
    tally.count(done(1))
    assert any("--console-ids" in line for line in tally.lines()) == told
    assert not any("--console-ids" in line for line in Tally(listed).lines())
