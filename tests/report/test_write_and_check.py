"""A report on disk, and whether it still stands."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.errors import InputError, OutputError, SchemaError
from dispatch.report import check_report, read_report, write_report
from dispatch.values import Article, Report, Verdict, details, to_json
from tests.report import samples

SOUND = b"what was recorded"


@pytest.fixture
def report() -> Report:
    """A report about a recording that lies beside it."""
    digest = hashlib.sha256(SOUND).hexdigest()
    made = samples.report(replace(samples.altered(), recording=digest))
    searched = replace(
        made.recordings[0],
        recording=replace(made.recordings[0].recording, sha256=digest),
        transcript="",
        transcript_sha256="",
    )
    article = Article("article.txt", hashlib.sha256(samples.ARTICLE.encode()).hexdigest())
    return replace(made, recordings=(searched,), article=article)


def put(report: Report, folder: Path, **options: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "night.flac").write_bytes(SOUND)
    (folder / "article.txt").write_text(samples.ARTICLE, encoding="utf-8")
    options.setdefault("clips", samples.clips_of(report))
    write_report(report, folder, transcripts=(), **options)
    return folder


def test_it_comes_back_as_it_was(report: Report, tmp_path: Path) -> None:
    put(report, tmp_path)
    for path in (tmp_path, tmp_path / "report.json", tmp_path / "report.html"):
        assert read_report(path) == report


def test_the_forms_asked_for_are_written_and_named(report: Report, tmp_path: Path) -> None:
    paths = write_report(report, tmp_path, transcripts=(), clips=(), formats=("md", "csv", "claimreview"))
    assert {p.name for p in paths} == {
        "report.json",
        "report.html",
        "report.md",
        "report.csv",
        "report.claimreview.json",
    }
    assert all(p.is_file() for p in paths)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in paths)


def test_forms_that_are_there_are_of_the_present_report(report: Report, tmp_path: Path) -> None:
    forms = ("md", "csv", "claimreview")
    put(report, tmp_path, formats=forms)
    other = replace(report, findings=(replace(report.findings[0], quote="Nobody went in."),))
    put(other, tmp_path)
    put(other, tmp_path / "fresh", formats=forms)
    for name in ("report.md", "report.csv", "report.claimreview.json"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()
    assert not list(tmp_path.glob("*earlier*"))


@pytest.mark.parametrize("formats", [(), ("csv",)])
def test_a_form_that_somebody_changed_is_kept_aside(
    report: Report, tmp_path: Path, formats: tuple[str, ...]
) -> None:
    put(report, tmp_path, formats=("csv",))
    (tmp_path / "report.csv").write_text("with my remarks")
    said: list[str] = []
    put(replace(report, findings=()), tmp_path, formats=formats, say=said.append)
    assert (tmp_path / "report.earlier-1.csv").read_text() == "with my remarks"
    assert (tmp_path / "report.csv").exists() == bool(formats)
    assert len(said) == 1 and "report.earlier-1.csv" in said[0]


def test_what_was_in_a_folder_before_any_report(report: Report, tmp_path: Path) -> None:
    for name in ("report.md", "report.csv", "report.html"):
        (tmp_path / name).write_text(f"somebody's {name}")
    put(report, tmp_path, formats=("md",))
    assert (tmp_path / "report.csv").read_text() == "somebody's report.csv"
    for name in ("report.earlier-1.md", "report.earlier-1.html"):
        assert (tmp_path / name).read_text() == f"somebody's {name.replace('.earlier-1', '')}"


def test_an_unknown_form_leaves_nothing_behind(report: Report, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_report(report, tmp_path / "out", transcripts=(), clips=(), formats=("docx",))
    assert not (tmp_path / "out").exists()


def test_equal_reports_are_equal_bytes(report: Report, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_report(report, tmp_path / name, transcripts=(), clips=samples.clips_of(report))
    for file in ("report.json", "report.html"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_a_write_that_fails_leaves_the_old_file(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(report, tmp_path)
    before = (tmp_path / "report.json").read_bytes()

    def no_space(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_space)
    with pytest.raises(OutputError, match=r"(?i)no space left"):
        write_report(replace(report, created="later"), tmp_path, transcripts=(), clips=())
    assert (tmp_path / "report.json").read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_is_a_file(report: Report, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        write_report(report, tmp_path / "out", transcripts=(), clips=())


def test_files_get_the_usual_permissions(report: Report, tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        (path, *_) = write_report(report, tmp_path, transcripts=(), clips=())
        assert path.stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(mask)


@pytest.mark.parametrize("mode", ["embed", "files", "none"])
def test_a_report_that_stands(report: Report, tmp_path: Path, mode: str) -> None:
    assert check_report(put(report, tmp_path, clips_mode=mode)) == ()


def test_a_changed_recording_is_told(report: Report, tmp_path: Path) -> None:
    put(report, tmp_path)
    (tmp_path / "night.flac").write_bytes(SOUND + b".")
    (found,) = check_report(tmp_path)
    assert found.serious and "has changed" in str(found)


def test_a_recording_elsewhere_is_known_by_its_hash(report: Report, tmp_path: Path) -> None:
    put(report, tmp_path)
    elsewhere = tmp_path / "archive"
    elsewhere.mkdir()
    (tmp_path / "night.flac").rename(elsewhere / "0001.flac")
    (missing,) = check_report(tmp_path)
    assert not missing.serious
    assert missing.counts and "could not be checked" in str(missing)
    assert check_report(tmp_path, recordings=(elsewhere,)) == ()


def test_recordings_that_lead_nowhere_are_refused(report: Report, tmp_path: Path) -> None:
    put(report, tmp_path)
    (tmp_path / "empty").mkdir()
    for name, why in (("none.flac", "no such file"), ("empty", "no recording in this folder")):
        with pytest.raises(InputError, match=why):
            check_report(tmp_path, recordings=(tmp_path / name,))


def test_a_changed_article_is_told(report: Report, tmp_path: Path) -> None:
    put(report, tmp_path)
    (tmp_path / "article.txt").write_text("other", encoding="utf-8")
    assert [found.what for found in check_report(tmp_path)] == ["article.txt"]
    (tmp_path / "moved.txt").write_text(samples.ARTICLE, encoding="utf-8")
    assert check_report(tmp_path, claims=tmp_path / "moved.txt") == ()


def test_another_sound_in_the_page_is_told(report: Report, tmp_path: Path) -> None:
    put(report, tmp_path)
    page = tmp_path / "report.html"
    clip = next(iter(samples.clips_of(report).values()))
    other = base64.b64encode(clip.data[:-1] + b"\x01").decode()
    page.write_text(page.read_text().replace(base64.b64encode(clip.data).decode(), other))
    (found,) = check_report(tmp_path)
    assert found.serious and "clip 1" in found.what


def test_a_page_that_is_no_text_any_more_is_checked_like_others(report: Report, tmp_path: Path) -> None:
    put(report, tmp_path)
    page = tmp_path / "report.html"
    data = page.read_bytes()
    page.write_bytes(data + b"\xff\xfe")
    assert check_report(tmp_path) == ()
    at = data.index(b'src="data:audio/') + 40
    page.write_bytes(data[:at] + b"\xff" + data[at + 1 :])
    assert ["clip 1" in one.what for one in check_report(tmp_path)] == [True]


def test_another_clip_beside_the_page_is_told(report: Report, tmp_path: Path) -> None:
    put(report, tmp_path, clips_mode="files")
    (clip,) = (tmp_path / "clips").iterdir()
    clip.write_bytes(b"other")
    assert [found.serious for found in check_report(tmp_path)] == [True]
    clip.unlink()
    assert "not there" in str(check_report(tmp_path)[0])


def test_a_new_run_that_says_otherwise_is_told(report: Report, tmp_path: Path) -> None:
    put(report, tmp_path)

    def again(before: Report) -> Report:
        other = replace(before.findings[0], verdict=Verdict.VERBATIM)
        return replace(before, created="later", findings=(other,))

    (found,) = check_report(tmp_path, again=again)
    assert found.serious and "altered in the report, verbatim now" in str(found)
    assert check_report(tmp_path, again=lambda before: replace(before, created="later")) == ()


@pytest.mark.parametrize("changed", [{"p_said": 0.5}, {"confidence": 0.5}, {"reasons": ("none",)}])
def test_any_difference_of_a_finding_counts(report: Report, tmp_path: Path, changed: dict[str, Any]) -> None:
    put(report, tmp_path)
    other = replace(report, findings=(replace(report.findings[0], **changed),))
    (found,) = check_report(tmp_path, again=lambda before: other)
    assert found.counts and next(iter(changed)) in found.what


@pytest.mark.parametrize(("version", "counts"), [(None, True), ("99.0", False)])
def test_settings_of_another_version_may_be_others(
    report: Report, tmp_path: Path, version: str | None, counts: bool
) -> None:
    put(report, tmp_path)
    tool = replace(
        report.tool, version=version or report.tool.version, settings=details({"witness": "other"})
    )
    found = check_report(tmp_path, again=lambda before: replace(before, tool=tool))
    assert "tool settings: not as in the report" in map(str, found)
    assert [one.counts for one in found] == [counts] * len(found)


def test_what_is_not_there_counts(report: Report, tmp_path: Path) -> None:
    searched = replace(report.recordings[0], transcript="night.transcript.json", transcript_sha256="0" * 64)
    put(replace(report, recordings=(searched,)), tmp_path)
    (tmp_path / "article.txt").unlink()
    found = check_report(tmp_path)
    assert [one.what for one in found] == ["article.txt", "night.transcript.json"]
    assert all(one.counts and not one.serious for one in found)


def test_what_is_no_report_is_refused(report: Report, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_report(tmp_path / "nothing.json")
    bad = tmp_path / "report.json"
    for text, error in (
        ("{", InputError),
        ("{}", SchemaError),
        ('{"schema":"dispatch.report/1"}', SchemaError),
    ):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(error):
            read_report(bad)
    data = to_json(report)
    data["findings"][0]["verdict"] = "true"
    bad.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SchemaError, match="verdict"):
        read_report(bad)


def test_half_a_character_is_written_and_read_back(report: Report, tmp_path: Path) -> None:
    broken = replace(report, findings=(replace(report.findings[0], quote="Hold \ud800 there"),))
    put(broken, tmp_path, formats=("md", "csv", "claimreview"))
    assert read_report(tmp_path) == broken
