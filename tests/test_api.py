"""What the verbs take, and what they refuse before any model is loaded."""

from __future__ import annotations

import inspect
import pickle
import threading
from importlib import import_module
from pathlib import Path

import pytest

import dispatch
from dispatch import api, errors
from dispatch.errors import InputError
from dispatch.files import alone_in


def test_one_recording_may_be_named_by_itself() -> None:
    for named in ("night.mp3", Path("night.mp3")):
        with pytest.raises(InputError, match=r"^night\.mp3: no such file"):
            dispatch.verify(named, [dispatch.Claim("c1", "hold at Mercer")])


def test_no_recording_is_refused() -> None:
    with pytest.raises(InputError, match="none is named"):
        dispatch.verify([], [dispatch.Claim("c1", "hold at Mercer")])


def test_one_start_is_not_that_of_several_recordings(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        (tmp_path / name).touch()
    for named in (tmp_path, [tmp_path / "a.wav", tmp_path / "b.wav"]):
        with pytest.raises(InputError, match="can't be the start of all 2 recordings"):
            dispatch.verify(named, [], start_time="2026-01-17T21:30:00-06:00")


def test_every_error_that_can_be_raised_has_a_public_name() -> None:
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type) and name.endswith("Error")}
    assert "AudioError" in kinds
    assert kinds <= set(dispatch.__all__)
    assert all(getattr(dispatch, name) is getattr(errors, name) for name in kinds)


def test_a_verb_stays_a_function_when_its_stage_is_loaded() -> None:
    before = dispatch.transcribe
    import_module("dispatch.transcribe.options")
    assert dispatch.transcribe is before
    assert pickle.loads(pickle.dumps(before)) is before
    assert "path" in inspect.signature(dispatch.transcribe).parameters
    assert (inspect.getdoc(dispatch.transcribe) or "").startswith("What is heard on one recording")


def test_a_report_waits_for_another_run_in_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, out = tmp_path / "night.mp3", tmp_path / "out"
    recording.touch()
    out.mkdir()
    begun, written = threading.Event(), threading.Event()
    monkeypatch.setattr(api, "open_ear", lambda settings: begun.set())
    monkeypatch.setattr(api, "refuse_telling", lambda ear, quotes: None)
    monkeypatch.setattr(api, "_stored", lambda *given: written.set())
    monkeypatch.setattr(api, "verify_into", lambda *given: None)
    claims = [dispatch.Claim("c1", "hold at Mercer")]
    run = threading.Thread(target=dispatch.verify, args=(recording, claims), kwargs={"output": out})
    with alone_in(out):
        run.start()
        assert begun.wait(20)
        assert not written.wait(0.3)
    assert written.wait(20)
    run.join()
