"""Recordings behind the paths of a command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.batch.folder import find_recordings


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    for name in ("b.wav", "a.MP3", "notes.txt", ".hidden.wav", "deep/er/c.flac", "out/clips/c1.mp3"):
        file = tmp_path / "calls" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    return tmp_path / "calls"


def test_a_folder_is_searched_to_any_depth_in_order(calls: Path) -> None:
    found, failed = find_recordings([calls], leave_out=calls / "out")
    assert [str(path.relative_to(calls)) for path in found] == ["a.MP3", "b.wav", "deep/er/c.flac"]
    assert failed == ()


def test_a_recording_named_twice_counts_once(calls: Path) -> None:
    found, _ = find_recordings([calls / "b.wav", calls, calls / "deep" / ".." / "b.wav"])
    assert [path.name for path in found].count("b.wav") == 1


def test_a_file_named_itself_is_taken_whatever_its_suffix(calls: Path) -> None:
    assert find_recordings([calls / "notes.txt"])[0] == (calls / "notes.txt",)


def test_paths_that_lead_nowhere_are_named_and_the_others_go_on(calls: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found, failed = find_recordings([tmp_path / "none.wav", calls / "b.wav", tmp_path / "empty"])
    assert found == (calls / "b.wav",)
    assert [error.why for error in failed] == ["no such file or directory", "no recording in this folder"]


def test_a_link_back_up_does_not_go_round(calls: Path) -> None:
    (calls / "deep" / "up").symlink_to(calls)
    assert len(find_recordings([calls], leave_out=calls / "out")[0]) == 3
