"""Calls that are transcribed together: what they are made of, and that company changes nothing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.batch import groups
from dispatch.batch.groups import gathered, group_size
from dispatch.batch.work import Job, attempt, attempt_together
from dispatch.errors import AudioError
from dispatch.hearing.ear import open_ear
from dispatch.settings import Settings
from dispatch.values import Transcript
from tests.batch.calls import make_calls

Kind = st.sampled_from(["short", "large", "nothing"])


@given(kinds=st.lists(Kind), most=st.integers(1, 5))
def test_every_job_is_in_one_group_and_none_waits_over_nothing(kinds: list[str], most: int) -> None:
    jobs = [None if kind == "nothing" else Job(n, Path(kind), "") for n, kind in enumerate(kinds)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "size_of", lambda path: groups.SHORT_BYTES + (path == Path("large")))
        found = list(gathered(jobs, most))
    flat = [job for group in found for job in (group or [None])]
    assert flat == jobs
    for group in found:
        assert group is None or len(group) == 1 or {job.path.name for job in group} == {"short"}
        assert group is None or 0 < len(group) <= most


@given(recordings=st.integers(1, 5000), processes=st.integers(1, 64))
def test_each_process_gets_its_share(recordings: int, processes: int) -> None:
    size = group_size(recordings, processes)
    assert 1 <= size <= groups.MOST
    assert processes == 1 or size == 1 or recordings / size >= processes


@pytest.mark.model
def test_company_changes_no_transcript_and_a_bad_file_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = open_ear(Settings(model="tiny.en"))
    calls = [*make_calls(tmp_path / "short", 3, 2.5), *make_calls(tmp_path / "long", 5, 8.0)]
    alone = [attempt(path, ear) for path in calls]
    bad, gone = tmp_path / "bad.wav", tmp_path / "gone.wav"
    bad.write_bytes(b"RIFF")
    monkeypatch.setattr("dispatch.batch.work.attempt", None)  # none is tried alone
    together = attempt_together([*calls[:3], bad, *calls[3:], gone], ear)
    assert [one for one in together if isinstance(one, Transcript)] == alone
    assert sum(bool(one.transmissions) for one in alone if isinstance(one, Transcript)) > 4
    errors = {number: one.what for number, one in enumerate(together) if isinstance(one, AudioError)}
    assert errors == {3: str(bad), len(calls) + 1: str(gone)}


def test_what_goes_wrong_with_all_is_tried_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Any:
        raise RuntimeError("one too many")

    made = SimpleNamespace()
    monkeypatch.setattr("dispatch.batch.work._together", fail)
    monkeypatch.setattr("dispatch.batch.work.transcribe_recording", lambda *_: made)
    given_back: list[bool] = []
    monkeypatch.setattr("dispatch.batch.work.give_back", lambda: given_back.append(True))
    ear: Any = None
    assert attempt_together([Path("a"), Path("b")], ear) == [made, made]
    assert given_back == [True]
