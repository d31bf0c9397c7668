"""Verification against an archive: what is examined, what counts as searched, what a report says of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.archive.database import Archive
from dispatch.archive.within import Within, within_of
from dispatch.examining.examine import ExamineOptions
from dispatch.hearing.sound import Searched
from dispatch.pipeline import Circumstances, verify_claims
from dispatch.store.transcripts import TranscriptFolder
from dispatch.values import Claim, Damage, Flag, Report, Span, Tool, Verdict
from dispatch.verifying import recall as recalling
from dispatch.verifying.recall import recall
from dispatch.verifying.verification import recalled_in
from tests.archive.night import call

STREETS = "Alder Birch Cedar Dogwood Elm Fir Hazel Ivy Juniper Kapok Larch Maple Nutmeg Oak Pine Yew".split()
SAID = "Do not enter the building, the second floor is gone."
START = "2026-03-14T21:{:02}:00+00:00"


def calls(count: int = 16, **change: object) -> list:
    """Calls that are alike but for a street, one of them with the sentence."""
    texts = [
        (f"Engine {200 + n}, respond to a fall at {n + 11} {STREETS[n]} Street.", "Copy, show us going.")
        for n in range(count)
    ]
    texts[7] = (texts[7][0], f"Command to all units. {SAID}")
    return [call(n, 101, START.format(n), one, **change) for n, one in enumerate(texts)]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    with Archive(tmp_path / "night.db", create=True) as made:
        made.add_all((one, tmp_path / one.recording.path) for one in calls())
        yield made


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the archive count as one that is too large to be examined whole."""
    monkeypatch.setattr(recalling, "EXHAUSTIVE", 3)
    monkeypatch.setattr(recalling, "CANDIDATES", 2)


def report_on(archive: Archive, quote: str, within: Within | None = None) -> Report:
    claims = [Claim("c1", quote)]
    recalled = recall(archive, within or Within(), claims)
    folder = TranscriptFolder(archive.path.parent)
    searched = recalled_in(folder, recalled)
    made = Circumstances("2026-03-15T00:00:00+00:00", Tool("dispatch", "0", ""))
    return verify_claims(claims, searched, None, ExamineOptions(), made, beyond=recalled.beyond)


def verdict_on(archive: Archive, quote: str, within: Within | None = None) -> Verdict:
    return report_on(archive, quote, within).findings[0].verdict


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("quote", [SAID, "do not enter the building", "not enter the bilding the 2nd floor"])
def test_the_call_with_the_words_is_examined(archive: Archive, quote: str) -> None:
    recalled = recall(archive, Within(), [Claim("c1", quote)])
    assert "7.wav" in [one.transcript.recording.path for one in recalled.stored]
    assert len(recalled.stored) <= 3
    assert "Of 16 recordings" in recalled.beyond.notes[0]


@pytest.mark.usefixtures("large")
def test_verdicts_from_the_candidates(archive: Archive) -> None:
    assert verdict_on(archive, SAID) is Verdict.VERBATIM
    assert verdict_on(archive, SAID.replace("Do not", "Do")) is Verdict.ALTERED
    assert verdict_on(archive, "The suspect threw his gun into the river.") is Verdict.NOT_FOUND


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    "change",
    [{"confidence": 0.3}, {"flags": (Flag.UNINTELLIGIBLE,)}],
)
def test_absence_does_not_count_where_the_rest_was_not_heard(tmp_path: Path, change: dict) -> None:
    with Archive(tmp_path / "poor.db", create=True) as made:
        made.add_all((one, tmp_path / one.recording.path) for one in calls(**change))
        assert verdict_on(made, "The suspect threw his gun into the river.") is Verdict.CANNOT_DETERMINE


@pytest.mark.usefixtures("large")
def test_a_hole_in_what_is_not_examined_keeps_absence_open(tmp_path: Path) -> None:
    made_of = calls()
    hole = replace(made_of[3].recording, damage=(Damage(Span(0, 7000), "lost"),))
    made_of[3] = replace(made_of[3], recording=hole)
    with Archive(tmp_path / "torn.db", create=True) as made:
        made.add_all((one, tmp_path / one.recording.path) for one in made_of)
        recalled = recall(made, Within(), [Claim("c1", SAID)])
        assert recalled.beyond.extent.longest_unheard_ms == 7000
        assert verdict_on(made, "The suspect threw his gun into the river.") is Verdict.CANNOT_DETERMINE


@pytest.mark.usefixtures("large")
def test_the_calls_just_before_and_after_come_along(tmp_path: Path) -> None:
    at = "2026-03-14T21:07:{}+00:00"
    after = [call(90 + n, 101, at.format(second), ("Copy.",)) for n, second in ((0, 20), (1, 50))]
    other = call(95, 102, "2026-03-14T21:07:20+00:00", ("Copy.",))
    with Archive(tmp_path / "night.db", create=True) as made:
        made.add_all((one, tmp_path / one.recording.path) for one in (*calls(), *after, other))
        recalled = recall(made, Within(), [Claim("c1", SAID)])
        names = [one.transcript.recording.path for one in recalled.stored]
        assert "90.wav" in names
        assert not {"91.wav", "95.wav"} & set(names)


def test_a_small_part_is_examined_whole(archive: Archive) -> None:
    part = within_of("101", None, START.format(6), START.format(9))
    recalled = recall(archive, part, [Claim("c1", "nothing of the kind")])
    assert [one.transcript.recording.path for one in recalled.stored] == ["6.wav", "7.wav", "8.wav"]
    assert recalled.beyond.extent.speech_ms == 0
    outside = within_of("101", None, START.format(8), None)
    assert verdict_on(archive, SAID, part) is Verdict.VERBATIM
    assert verdict_on(archive, SAID, outside) is Verdict.NOT_FOUND


def test_speech_counts_once(archive: Archive, large: None) -> None:
    recalled = recall(archive, Within(), [Claim("c1", SAID)])
    examined = sum(one.transcript.coverage.speech_ms for one in recalled.stored)
    assert examined + recalled.beyond.extent.speech_ms == archive.holdings().transmissions * 3000


def test_sound_is_asked_only_where_it_is_still_the_same(tmp_path: Path) -> None:
    sound = tmp_path / "0.wav"
    sound.write_bytes(b"sound")
    one = call(0, 101, None, (SAID,))
    one = replace(one, recording=replace(one.recording, sha256=hashlib.sha256(b"sound").hexdigest()))
    with Archive(tmp_path / "a.db", create=True) as made:
        made.add(one, sound)
        made.add(call(1, 101, None, ("Copy.",)), tmp_path / "gone.wav")
        recalled = recall(made, Within(), [])
        assert recalled.has_sound == (False, True) or recalled.has_sound == (True, False)
        [note] = recalled.beyond.notes
        assert "gone.wav" in note and "0.wav" not in note
        sound.write_bytes(b"other")
        assert recall(made, Within(), []).has_sound == (False, False)


def test_sound_is_asked_at_any_place_that_still_has_it(tmp_path: Path) -> None:
    sound = tmp_path / "here" / "0.wav"
    sound.parent.mkdir()
    sound.write_bytes(b"sound")
    one = call(0, 101, None, (SAID,))
    one = replace(one, recording=replace(one.recording, sha256=hashlib.sha256(b"sound").hexdigest()))
    for places in (("gone", "here"), ("here", "gone")):
        with Archive(tmp_path / f"{places[0]}.db", create=True) as made:
            for place in places:
                made.add(one, tmp_path / place / "0.wav")
            recalled = recall(made, Within(), [])
            assert (recalled.has_sound, recalled.beyond.notes) == ((True,), ())
            assert recalled.stored[0].path == sound


def test_a_report_says_what_was_searched_and_how(archive: Archive, large: None) -> None:
    archive.add(call(99, 101, None, ("Of an unknown time.",)), Path("/99.wav"))
    report = report_on(archive, SAID, within_of(None, None, "2026-03-14", None, "UTC"))
    text = " ".join(report.limits)
    assert "Of 16 recordings of the archive" in text
    assert "1 recordings of the archive were not searched" in text
    assert "transcripts alone were searched" in text
    assert [one.searched_by_sound for one in report.recordings] == [0.0] * len(report.recordings)


def test_sound_that_is_gone_is_not_decoded() -> None:
    from dispatch.errors import AudioError
    from dispatch.hearing.sound import Sounds

    gone = Searched(Path("/gone.wav"), calls(1 + 7)[0], has_sound=False)
    with Sounds() as sounds, pytest.raises(AudioError, match="not there any more"):
        assert sounds.of(gone) is None
        sounds.decoded(gone)


def test_the_order_in_which_recordings_are_named_makes_no_difference(tmp_path: Path) -> None:
    """One event recorded twice, once less well: what is found rests on both, and not on which comes first."""
    copies = [
        call(n, 101 + n, None, ("Command to all units.", f"{SAID[:-9]}{end}"))
        for n, end in enumerate(("is gone.", "is done."))
    ]
    searched = [Searched(tmp_path / one.recording.path, one, has_sound=False) for one in copies]
    made = Circumstances("2026-03-15T00:00:00+00:00", Tool("dispatch", "0", ""))
    claims = [Claim("c1", SAID), Claim("c2", "Command to all units.")]
    one, other = (
        verify_claims(claims, order, None, ExamineOptions(), made) for order in (searched, searched[::-1])
    )
    assert one.findings == other.findings
    assert [r.recording.sha256 for r in one.recordings] == [r.recording.sha256 for r in other.recordings][
        ::-1
    ]
