"""``dispatch check --again``: a report's command comes from a file that anybody may have written."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from dispatch.cli import verify
from dispatch.errors import InputError
from dispatch.report import write_report
from tests.report import samples

from .conftest import Command


def report_by(command: str, folder: Path) -> None:
    report = samples.report()
    report = replace(report, tool=replace(report.tool, command=command))
    write_report(report, folder, transcripts=(), clips=())


@pytest.mark.parametrize("asked", ["--help", "-h", "--he"])
def test_a_command_that_asks_for_help_does_not_stand_for_a_comparison(
    dispatch: Command, tmp_path: Path, asked: str
) -> None:
    report_by(f"dispatch verify {asked}", tmp_path)
    ended = dispatch("check", tmp_path, "--again")
    assert (ended.code, len(ended.errors), ended.out) == (2, 1, "")
    assert "can be run again" in ended.err


def test_a_command_reaches_no_cluster_and_runs_no_templates(
    dispatch: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[argparse.Namespace] = []

    def examined(args: argparse.Namespace) -> NoReturn:
        given.append(args)
        raise InputError("night.wav", "enough seen", "go on")

    monkeypatch.setattr(verify, "examined", examined)
    (tmp_path / "night.wav").write_bytes(b"x")
    words = f"verify {tmp_path / 'night.wav'} --claims c.json -o out --scheduler tcp://elsewhere:8786"
    report_by(f"dispatch {words} --templates theirs --formats md", tmp_path / "out")
    assert dispatch("check", tmp_path / "out", "--again").code == 2
    assert [(one.scheduler, one.templates, one.formats, one.offline) for one in given] == [
        (None, None, (), True)
    ]
