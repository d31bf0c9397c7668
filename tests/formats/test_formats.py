"""A transcript in each form: read back, it says what was heard."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.errors import OutputError
from dispatch.formats import FORMATS, render
from dispatch.values import Flag, Role, Span, Transcript, Transmission, Word, from_json
from tests.report import samples

HOSTILE = 'a --> b\n\n2\n<script>alert(1)</script> & \u202e \x00 "quoted" =1+1\r\n| x | [y](z)'


def one(text: str, **more: object) -> Transcript:
    words = samples.words_of(text, 1000, 4000)
    turn = Transmission(0, Span(1000, 4000), text=text, words=words, role=Role.UNIT)
    return samples.transcript(turns=(replace(turn, **more),))  # type: ignore[arg-type]


def test_every_form_is_there_and_an_unknown_one_is_told() -> None:
    assert set(FORMATS) >= {"srt", "vtt", "txt", "rttm", "ctm", "csv"}
    with pytest.raises(OutputError, match="srt"):
        render(samples.transcript(), "docx")


@pytest.mark.parametrize("name", ["srt", "vtt", "txt", "md", "csv", "textgrid"])
def test_the_unintelligible_is_marked_and_its_guess_is_not_shown(name: str) -> None:
    text = render(one("thank you for watching", flags=(Flag.UNINTELLIGIBLE,)), name).replace("\\", "")
    assert "unintelligible]" in text
    assert "thank you" not in re.sub(r'class = .*|text = "(thank|you|for|watching)"', "", text)


def test_ctm_leaves_the_unintelligible_out() -> None:
    assert render(one("thank you", flags=(Flag.UNINTELLIGIBLE,)), "ctm") == ""


@pytest.mark.parametrize("name", list(FORMATS))
def test_nothing_heard_is_a_file_all_the_same(name: str) -> None:
    assert isinstance(render(samples.transcript(turns=()), name), str)


def cues(text: str) -> list[tuple[float, float, str]]:
    found = re.findall(r"(\d+):(\d+):(\d+)[,.](\d+) --> (\d+):(\d+):(\d+)[,.](\d+)\n(.*)", text)
    return [
        (
            int(a) * 3600 + int(b) * 60 + int(c) + int(d) / 1000,
            int(e) * 3600 + int(f) * 60 + int(g) + int(h) / 1000,
            said,
        )
        for a, b, c, d, e, f, g, h, said in found
    ]


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_captions_have_all_words_in_order_and_in_time(name: str) -> None:
    long = " ".join(f"word{i}" for i in range(60))
    found = cues(render(one(long), name))
    said = " ".join(re.sub(r"^(Unit: |<v Unit>)", "", text) for _, _, text in found)
    assert said == long
    assert len(found) > 1
    assert all(len(text) <= 84 + len("<v Unit>") for _, _, text in found)
    assert all(start < end for start, end, _ in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_a_cue_can_not_be_broken_out_of(name: str) -> None:
    text = render(one(HOSTILE), name)
    assert len(cues(text)) == 1
    assert text.count("\n\n") <= 1
    if name == "vtt":
        assert "<script>" not in text and "&lt;script&gt;" in text


def test_text_forms_keep_a_line_a_transmission() -> None:
    assert render(one(HOSTILE), "txt").count("\n") == 1
    assert len(render(one(HOSTILE), "md").split("| time |")[1].strip().splitlines()) == 3


def test_rttm_is_nists_form() -> None:
    transcript = samples.transcript(replace(samples.recording(), path="a folder/one night.flac"))
    for line in render(transcript, "rttm").splitlines():
        fields = line.split()
        assert len(fields) == 10
        assert fields[:3] == ["SPEAKER", "one_night", "1"]
        assert float(fields[4]) > 0
    assert render(transcript, "rttm").count("\n") == len(transcript.transmissions)


def test_ctm_has_every_word_with_its_time() -> None:
    transcript = one("ten four")
    rows = [line.split() for line in render(transcript, "ctm").splitlines()]
    words = transcript.transmissions[0].words
    assert [(row[4], float(row[2])) for row in rows] == [(w.word, w.span.start_s) for w in words]


def test_csv_is_read_back_and_runs_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(render(one('=HYPERLINK("x"), "y"\n'), "csv"))))
    assert rows[0]["text"] == '\'=HYPERLINK("x"), "y"'
    assert (rows[0]["start"], rows[0]["role"]) == ("1.000", "unit")


def test_json_loses_nothing() -> None:
    transcript = samples.transcript()
    assert from_json(Transcript, json.loads(render(transcript, "json"))) == transcript


def intervals(text: str) -> list[list[tuple[float, float, str]]]:
    tiers = []
    for tier in text.split('class = "IntervalTier"')[1:]:
        found = re.findall(r'xmin = ([\d.]+)\n\s+xmax = ([\d.]+)\n\s+text = "((?:[^"]|"")*)"', tier)
        tiers.append([(float(a), float(b), t.replace('""', '"')) for a, b, t in found])
    return tiers


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.integers(0, 170_000), st.integers(0, 9_000), st.text(max_size=20)), max_size=8),
)
def test_textgrid_fills_the_whole_time_without_overlap(rows: list[tuple[int, int, str]]) -> None:
    turns = tuple(
        Transmission(
            i,
            Span(start, start + length),
            text=text,
            words=(Word(text, Span(start, start + length), 0.5),) if text.strip() else (),
        )
        for i, (start, length, text) in enumerate(sorted(rows))
    )
    for tier in intervals(render(samples.transcript(turns=turns), "textgrid")):
        assert tier[0][0] == 0 and tier[-1][1] == 180
        assert all(before[1] == after[0] for before, after in pairwise(tier))
        assert all(start < end for start, end, _ in tier)
        said = sum(any(c.isascii() and c.isalnum() for c in text) for *_, text in rows)
        assert sum(bool(text) for *_, text in tier) >= said


def test_textgrid_keeps_words_of_no_length_in_their_order() -> None:
    times = ((1000, 1200, "he"), (1200, 1200, "gets"), (1200, 1200, "a"), (1200, 1500, "key"))
    last = ((179_999, 180_000, "very"), (180_000, 180_000, "late"), (180_000, 180_000, "now"))
    words = tuple(Word(text, Span(start, end), 0.5) for start, end, text in (*times, *last))
    turn = Transmission(0, Span(1000, 180_000), text="he gets a key", words=words)
    tier = intervals(render(samples.transcript(turns=(turn,)), "textgrid"))[1]
    assert [text for *_, text in tier if text] == ["he", "gets", "a", "key", "very", "late", "now"]
    assert all(start < end for start, end, _ in tier)
    assert tier[1:5] == [(1, 1.2, "he"), (1.2, 1.201, "gets"), (1.201, 1.202, "a"), (1.202, 1.5, "key")]
    assert tier[-1][1] == 180


def test_textgrid_has_room_for_more_words_than_milliseconds() -> None:
    words = tuple(Word(text, Span(0, 0), 0.5) for text in "abcde")
    recording = replace(samples.recording(), duration_ms=2)
    transcript = samples.transcript(recording, turns=(Transmission(0, Span(0, 0), text="a", words=words),))
    assert [text for *_, text in intervals(render(transcript, "textgrid"))[1]] == list("abcde")


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=200), st.sampled_from(sorted(FORMATS)))
def test_any_text_is_borne(text: str, name: str) -> None:
    render(one(text, unit=text, speaker=text), name).encode(errors="surrogatepass")
