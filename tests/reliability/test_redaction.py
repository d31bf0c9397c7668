"""Copies to pass on: what is private is masked in text and sound, and the evidence stays as it is."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.errors import InputError
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.redact import MaskedAudio, Masker, masker_of, read_names, redacted_transcript
from dispatch.values import Span, Transmission, Word, details, to_json
from tests.align.conversation import conversation
from tests.audio.radio import Memory
from tests.cli.conftest import Command
from tests.reliability.conftest import ALONE, TINY

PRIVATE = [
    ("callback is 773-555-0142", "callback is [phone number]"),
    ("she's at five five five oh one four two now", "she's at [phone number] now"),
    ("number is seven seven three, five five five, zero one four two", "number is [phone number]"),
    ("5, 5, 5, 0, 1, 4, 2, copy", "[phone number], copy"),
    ("call back at double five five, uh, oh one four two", "call back at [phone number]"),
    ("area code 312, 555, 0142", "area code [phone number]"),
    ("his cell, last four 0142", "his cell, last [phone number]"),
    ("+44 7700 900123", "+[phone number]"),
    ("DOB four seventeen eighty two", "DOB [date of birth]"),
    ("date of birth is April 17th, 1982, no warrants", "date of birth is [date of birth], no warrants"),
    ("born on the ninth of March nineteen seventy", "born on the [date of birth]"),
    ("oh four seventeen eighty two is the date of birth", "[date of birth] is the date of birth"),
    ("on file 4/17/1982", "on file [date of birth]"),
    ("run a plate, Adam Boy Charles one two three", "run a plate, [licence plate]"),
    ("Texas plate 7 Lima Kilo Mike 452", "Texas plate [licence plate]"),
    ("it's a gray sedan, ABC1234", "it's a gray sedan, [licence plate]"),
    ("tag is K L M twelve thirty four", "tag is [licence plate]"),
    (
        "he's diabetic, chest pain, BP 140 over 90",
        "he's [medical detail], [medical detail], [medical detail]",
    ),
    ("possible overdose, two of Narcan given", "possible [medical detail], two of [medical detail] given"),
    ("pulse is one twelve, he takes lisinopril", "[medical detail], he takes [medical detail]"),
]

NOT_PRIVATE = [
    "Engine 51, Engine 52 and Ladder 7, 1400 block of West Pershing, time out 2130",
    "Units 451, 452, 453, 454, stage at Depot Street",
    "10-4, show me 10-23 at 21:30",
    "Cessna 51K, turn left heading 270, contact ground 121.9",
    "November 1 2 3 Alpha Bravo, hold short runway 27 left",
    "Adam 12, do not go in until he gets there",
    "All units clear out from there",
    "Command to all companies, channel 4, 10,500 gallons",
    "Taxi via Alpha, Bravo, hold short of Charlie",
]


@pytest.mark.parametrize(("said", "copy"), PRIVATE)
def test_what_is_private_is_masked(said: str, copy: str) -> None:
    assert Masker().text(said) == copy


@pytest.mark.parametrize("said", NOT_PRIVATE)
def test_what_radio_lives_by_is_left(said: str) -> None:
    assert Masker().text(said) == said


DIGIT_WORDS = "zero one two three four five six seven eight nine".split()


@given(
    st.lists(st.integers(0, 9), min_size=7, max_size=11), st.sampled_from(["-", " ", "", "words", "spread"])
)
def test_every_phone_number_however_it_is_said(digits: list[int], form: str) -> None:
    if form == "words":
        number = " ".join(DIGIT_WORDS[digit] for digit in digits)
    elif form == "spread":
        number = ", ".join(map(str, digits))
    else:
        text = "".join(map(str, digits))
        number = form.join((text[:-7], text[-7:-4], text[-4:])).strip("- ")
    masked = Masker().text(f"call him at {number} when you can")
    assert masked == "call him at [phone number] when you can"


def test_a_number_that_is_known_is_masked_where_only_a_piece_of_it_is_said() -> None:
    heard = conversation([("D", "phone 773 555 0142"), ("U", "copy 0142"), ("U", "the 1400 block")])
    made = redacted_transcript(heard, masker_of((), [heard])).transcript
    assert [one.text for one in made.transmissions] == [
        "phone [phone number]",
        "copy [phone number]",
        "the 1400 block",
    ]


def test_a_number_that_goes_on_in_the_next_transmission() -> None:
    heard = conversation([("U", "it is seven seven three five five five"), ("U", "zero one four two")])
    made = redacted_transcript(heard, masker_of((), [heard]))
    assert [one.text for one in made.transcript.transmissions] == ["it is [phone number]", "[phone number]"]
    assert len(made.spans) == 2


def test_a_radio_id_is_no_phone_number_unless_somebody_said_it_as_one() -> None:
    heard = conversation([("D", "all clear")])
    units = ({"id": "4033500", "at": 0.2}, {"id": "7735550142", "at": 1.0})
    source = details({"units": units, "sidecar": "101-1773464401_853000000.0-call_1.json"})
    unit = replace(heard.transmissions[0], unit="4033500")
    heard = replace(
        heard,
        recording=replace(heard.recording, source=source),
        transmissions=(unit, *heard.transmissions[1:]),
    )
    made = redacted_transcript(heard, masker_of((), [heard])).transcript
    assert made.transmissions[0].unit == "4033500"
    assert made.recording.source == source
    said = masker_of((), [heard], ["He gave 773-555-0142."])
    assert said.text("4033500") == "4033500"
    assert said.text("7735550142") == "[phone number]"
    assert masker_of((), [heard]).text("call 403-3500") == "call [phone number]"


def test_names_as_listed_as_they_sound_and_spelled() -> None:
    masker = Masker(("Maria Lopez", "Bo"))
    for said in ("Maria Lopez", "Lopez", "Lopes", "Maria's"):
        assert masker.text(f"speak to {said} there") == "speak to [name] there".replace(
            "[name]", "[name] [name]" if " " in said else "[name]"
        )
    assert masker.text("last of Lincoln Ocean Paul Edward Zebra") == "last of [name]"
    assert masker.text("L-O-P-E-Z, lower level") == "[name], lower level"


def test_words_and_text_of_a_transmission_stay_together() -> None:
    heard = conversation([("D", "call 555 0142 and ask for Ann")])
    made = redacted_transcript(heard, Masker(("Ann",)))
    [one] = made.transcript.transmissions
    assert one.text == "call [phone number] and ask for [name]"
    assert [word.word for word in one.words] == ["call", "[phone number]", "and", "ask", "for", "[name]"]
    original = heard.transmissions[0].words
    assert one.words[1].span == Span(original[1].span.start_ms, original[2].span.end_ms)
    for hidden in (original[1], original[2], original[-1]):
        assert any(
            span.start_ms <= hidden.span.start_ms - 100 and span.end_ms >= hidden.span.end_ms + 100
            for span in made.spans
        )


def test_another_hearing_with_a_private_detail_silences_the_whole_transmission() -> None:
    one = Transmission(
        0, Span(1000, 4000), text="send it home", words=(Word("send it home", Span(1000, 4000), 0.4),),
        alternatives=("phone 555 0142",),
    )  # fmt: skip
    heard = conversation([("D", "x")])
    from dataclasses import replace

    made = redacted_transcript(replace(heard, transmissions=(one,)), Masker())
    [span] = made.spans
    assert span.start_ms <= 1000 and span.end_ms >= 4000
    assert "555" not in json.dumps(to_json(made.transcript))


def test_masked_sound_cannot_be_read_on_any_channel() -> None:
    rng = np.random.default_rng(1)
    audio = Memory(tuple(rng.normal(size=32000).astype(np.float32) * 0.1 for _ in range(2)))
    masks = [Span(500, 900), Span(1500, 2500)]
    for filling in ("tone", "silence"):
        masked = MaskedAudio(audio, masks, filling)  # type: ignore[arg-type]
        for channel in (0, 1):
            for first, last in ((0, 2000), (600, 800), (850, 1600)):
                got, was = masked.read(channel, Span(first, last)), audio.read(channel, Span(first, last))
                at = first + np.arange(len(got)) / 16
                inside = ((at >= 500) & (at < 900)) | (at >= 1500)
                assert np.array_equal(got[~inside], was[~inside])
                assert abs(float(np.corrcoef(got[inside], was[inside])[0, 1])) < 0.1 or filling == "silence"
                assert filling == "tone" or not got[inside].any()


@pytest.mark.parametrize("content", [b"", b"# nobody\n", b"\xff\xfe\x00"])
def test_a_list_of_names_that_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "names.txt").write_bytes(content)
    with pytest.raises(InputError):
        read_names(tmp_path / "names.txt")


@pytest.mark.model
def test_a_copy_to_pass_on(dispatch: Command, call: Path, claims: Path, tmp_path: Path) -> None:
    """The whole way: text, page, transcript and clips, in a copy that says so; the rest as without it."""
    (tmp_path / "names.txt").write_text("key\n")  # a word of the call stands for a name
    out, before = tmp_path / "out", call.read_bytes()
    words = ("--redact-names", tmp_path / "names.txt", "--redact-sound", "silence")
    assert dispatch("verify", call, "--claims", claims, "-o", out, *ALONE, *words).code == 0
    copy = out / "redacted"
    assert {path.name for path in copy.iterdir()} == {"report.html", "report.json", "call.transcript.json"}
    for path in copy.iterdir():
        text = re.sub(r"data:[^\"']+", "", path.read_text("utf-8"))
        assert not re.search(r"\ba key\b|>key<", text), path.name
        assert "[name]" in text
    report = json.loads((copy / "report.json").read_text("utf-8"))
    assert report["limits"][0].startswith("This is a redacted copy: ")
    assert report["tool"]["settings"]["redaction"]["redacted"] is True
    assert "This is a redacted copy" in (copy / "report.html").read_text("utf-8")
    assert call.read_bytes() == before
    assert "with a key" in (out / "report.json").read_text("utf-8")
    assert dispatch("check", copy).code == 0

    transcript = json.loads((copy / "call.transcript.json").read_text("utf-8"))
    [hidden] = [w for t in transcript["transmissions"] for w in t["words"] if w["word"] == "[name]"]
    finding = report["findings"][0]
    begins = max(0.0, finding["start"] - 5)
    page = (copy / "report.html").read_text("utf-8")
    full = (out / "report.html").read_text("utf-8")
    heard, was = (decoded(re.search(r"data:audio/mpeg;base64,([^\"]+)", one)[1]) for one in (page, full))
    place = slice(
        round((hidden["start"] - begins) * SAMPLE_RATE_HZ), round((hidden["end"] - begins) * SAMPLE_RATE_HZ)
    )
    assert np.abs(was[place]).max() > 0.02
    assert np.abs(heard[place]).max() < 0.005


def decoded(data: str) -> np.ndarray:
    with av.open(io.BytesIO(base64.b64decode(data))) as container:
        frames = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    return np.concatenate(frames)


@pytest.mark.model
def test_a_report_is_redacted_later_and_its_transcript_never_taken_for_the_real_one(
    dispatch: Command, call: Path, claims: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert dispatch("verify", call, "--claims", claims, "-o", out, *ALONE, "--clips", "none").code == 0
    assert dispatch("report", out, "--redact", "-o", tmp_path / "copy", "--clips", "none").code == 0
    assert (tmp_path / "copy" / "report.html").exists()
    shutil.copy(tmp_path / "copy" / "call.transcript.json", out / "call.transcript.json")
    ended = dispatch("transcribe", call, "-o", out, *TINY)
    assert ended.code == 0
    assert "already transcribed" not in ended.err


@pytest.mark.model
def test_transcripts_to_pass_on(dispatch: Command, call: Path, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("key\n")
    words = ("--redact-names", tmp_path / "names.txt", "--formats", "srt,txt,ctm")
    ended = dispatch("transcribe", call, "-o", tmp_path / "out", *TINY, *words)
    assert ended.code == 0
    assert f"{tmp_path / 'out' / 'redacted'}: redacted copies: 1; look at them" in ended.err
    full, copy = tmp_path / "out", tmp_path / "out" / "redacted"
    names = {"call.transcript.json", "call.srt", "call.txt", "call.ctm"}
    assert {path.name for path in copy.iterdir()} == names
    for name in names:
        assert re.search(r"\bkey\b", (full / name).read_text("utf-8"))
        assert not re.search(r"\bkey\b", (copy / name).read_text("utf-8"))
    transcript = json.loads((copy / "call.transcript.json").read_text("utf-8"))
    assert transcript["engine"]["settings"]["redaction"] == {"redacted": True, "masked": {"name": 1}}
