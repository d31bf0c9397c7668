"""What ``--help`` names is what there is."""

from __future__ import annotations

import pytest

from dispatch.claims.source import _LISTS, _TYPES
from dispatch.cli.main import parser
from dispatch.formats import FORMATS
from dispatch.values import Role


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        parser().parse_args([command, "--help"])
    return " ".join(capsys.readouterr().out.split())


def test_every_form_of_a_transcript_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    listed = help_of("transcribe", capsys).split("further files for each recording: ")[1]
    assert set(FORMATS) == {word.strip(" ,") for word in listed.split(" hearing:")[0].split()}


def test_every_role_that_a_list_may_give_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    said = help_of("claims", capsys).split("attributed_to is ")[1]
    assert all(role.value in said for role in Role)


def test_every_kind_of_article_and_list_that_is_read_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    said = help_of("verify", capsys)
    shown = {".json", ".csv", ".txt", ".md", ".html", ".docx", ".pdf"}
    assert shown <= {*_LISTS, *_TYPES, ".docx", ".pdf"}
    assert all(suffix in said for suffix in shown)
