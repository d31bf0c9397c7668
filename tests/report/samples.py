"""Reports made by hand: one of each verdict, and the edges a page has to stand."""

from __future__ import annotations

import functools
import hashlib
import struct
import zlib
from dataclasses import replace

from dispatch.values import (
    Alternative,
    Article,
    Claim,
    ClaimKind,
    Clip,
    Context,
    Coverage,
    Damage,
    Difference,
    Engine,
    Event,
    Finding,
    Flag,
    Operation,
    Preference,
    Recording,
    Report,
    Role,
    SaidBy,
    SearchedRecording,
    Span,
    Speaker,
    TimeCheck,
    Tool,
    Transcript,
    Transmission,
    UncheckedClaim,
    Verdict,
    Word,
    WordEvidence,
    details,
)

NIGHT = hashlib.sha256(b"a recording").hexdigest()
START_TIME = "2024-05-04T21:04:10-05:00"

ARTICLE = (
    "Officers waited for an hour. “Hold where you are on Maple. Nobody goes in until I hear back,” "
    "a dispatcher told them over the radio. A car answered: “We are at the north gate.” "
    "Later the mayor said: “We did all we could.”"
)

TURNS = (
    (5.4, 9.9, "S1", Role.DISPATCHER, "412, take the alarm at 20 Harbor Road, the back door of the bakery."),
    (14.8, 17.2, "S2", Role.UNIT, "412, ten four, rolling from Western."),
    (24.4, 28.9, "S3", Role.UNIT, "417, is that call at the north gate still holding?"),
    (34.1, 37.5, "S1", Role.DISPATCHER, "417, stand by on that. I'm checking with the supervisor."),
    (50.4, 55.3, "S1", Role.DISPATCHER, "417. Hold where you are on Oak. Nobody goes in until I hear back."),
    (61.0, 64.9, "S2", Role.UNIT, "We're at the north gate. Can you open it for us?"),
    (71.4, 74.7, "S4", Role.UNIT, "and when I shall lead more for seven"),
    (82.9, 86.2, "S1", Role.DISPATCHER, "That comes back clear and valid."),
    (
        98.5,
        103.1,
        "S1",
        Role.DISPATCHER,
        "All units, clear out from there. We're not sending anybody, unless they ask.",
    ),
    (106.2, 108.1, "S3", Role.UNIT, "Ten four, turning around."),
    (126.2, 130.8, None, Role.UNKNOWN, ""),
    (140.0, 144.4, "S2", Role.UNIT, "412, that bakery is secure. Show it as a false alarm."),
)


def words_of(text: str, start_ms: int, end_ms: int) -> tuple[Word, ...]:
    """The words of ``text``, each as long as its letters."""
    tokens = text.split()
    letters = sum(len(t) + 1 for t in tokens) or 1
    out, at = [], 0
    for token in tokens:
        first = start_ms + (end_ms - start_ms) * at // letters
        at += len(token) + 1
        out.append(Word(token, Span(first, start_ms + (end_ms - start_ms) * at // letters), 0.9))
    return tuple(out)


def turn(i: int, start: float, end: float, speaker: str | None, role: Role, text: str) -> Transmission:
    flags = () if text else (Flag.UNINTELLIGIBLE,)
    flags = (Flag.LOW_CONFIDENCE,) if text.startswith("and when") else flags
    span = Span(round(start * 1000), round(end * 1000))
    return Transmission(
        id=i,
        span=span,
        speaker=speaker,
        speaker_basis="voice" if speaker else None,
        role=role,
        role_probability=0.9 if speaker else 0.3,
        text=text,
        confidence=0.9 if not flags else 0.3,
        flags=flags,
        words=words_of(text, span.start_ms, span.end_ms),
        alternatives=("when I Charlie Mike four",) if text.startswith("and when") else (),
        snr_db=18.0,
    )


def recording(name: str = "night.flac", sha256: str = NIGHT, duration_ms: int = 180_000) -> Recording:
    return Recording(
        path=name,
        sha256=sha256,
        bytes=1_769_403,
        container="FLAC",
        codec="PCM_16",
        sample_rate=8000,
        channels=1,
        duration_ms=duration_ms,
        header_duration_ms=duration_ms,
        damage=(Damage(Span(150_000, 152_500), "3 frames did not decode"),),
        start_time=START_TIME,
        start_time_basis="filename",
        start_time_uncertainty=2.0,
        source=details({"system": "north county", "talkgroup": "District 4"}),
    )


ENGINE = Engine(
    name="faster-whisper",
    version="1.2.1",
    model="base",
    model_sha256=hashlib.sha256(b"model").hexdigest(),
    language="en",
    settings=details({"beam_size": 5, "compute_type": "int8"}),
)


def transcript(of: Recording | None = None, turns: tuple[Transmission, ...] | None = None) -> Transcript:
    of = of or recording()
    turns = turns if turns is not None else tuple(turn(i, *row) for i, row in enumerate(TURNS))
    speech = sum(t.span.duration_ms for t in turns)
    lost = sum(t.span.duration_ms for t in turns if Flag.UNINTELLIGIBLE in t.flags)
    return Transcript(
        recording=of,
        engine=ENGINE,
        transmissions=turns,
        events=(
            Event("tone", Span(2_000, 4_000), details=details({"tones_hz": [853.2, 960.0]})),
            Event("damage", Span(150_000, 152_500)),
        ),
        speakers=(
            Speaker("S1", Role.DISPATCHER, 0.95, 20_000, 5),
            Speaker("S2", Role.UNIT, 0.9, 9_000, 3, unit="412"),
        ),
        coverage=Coverage(of.duration_ms, speech, lost, 2_500),
    )


@functools.cache
def _sound(duration_ms: int) -> bytes:
    rate = 8000
    n = rate * duration_ms // 1000
    samples = bytes(128 + (40 if (i // (20 - i // rate % 8)) % 2 else -40) for i in range(n))
    header = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + n, b"WAVE", b"fmt ", 16, 1, 1, rate, rate, 1, 8, b"data", n
    )
    return header + samples


def clip(claim_id: str, start_ms: int, end_ms: int, sha256: str = NIGHT) -> Clip:
    """A clip with a tone that steps up each second, as a WAV every browser plays."""
    data = _sound(end_ms - start_ms)
    columns = 560
    peaks = tuple(20 + 200 * (i * 37 % 97) // 97 if i // 40 % 3 else 12 for i in range(columns))
    return Clip(
        claim_id=claim_id,
        recording=sha256,
        channel=0,
        span=Span(start_ms, end_ms),
        media_type="audio/wav",
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        peaks=peaks,
        spectrogram_png=_grey_png(280, 48),
    )


@functools.cache
def _grey_png(width: int, height: int) -> bytes:
    """A small grey picture, stored and not squeezed, so that every zlib writes the same bytes."""
    rows = b"".join(
        b"\0" + bytes((x * 7 + y * 11 + (x // 20 % 3) * 60) % 256 for x in range(width))
        for y in range(height)
    )

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 0))
        + chunk(b"IEND", b"")
    )


def _found(i: int, claim_id: str, quote: str, verdict: Verdict, **more: object) -> Finding:
    words = words_of(TURNS[i][4], round(TURNS[i][0] * 1000), round(TURNS[i][1] * 1000))
    hot = more.pop("hot", (0, len(words)))
    hot_words = words[hot[0] : hot[1]]  # type: ignore[index]
    base = Finding(
        claim_id=claim_id,
        quote=quote,
        kind=ClaimKind.QUOTE,
        attributed_to=Role.DISPATCHER,
        verdict=verdict,
        p_said=0.95,
        confidence=0.94,
        recording=NIGHT,
        span=Span(hot_words[0].span.start_ms, hot_words[-1].span.end_ms),
        clock_start="2024-05-04T21:05:00-05:00",
        transmissions=(i,),
        said_by=SaidBy("S1", None, Role.DISPATCHER, 0.95, "voice"),
        heard=" ".join(w.word for w in hot_words),
        words=tuple(WordEvidence(w.word, w.word, w.span, -0.2) for w in hot_words),
        reasons=("All of the words were said, in order, in one transmission of one speaker.",),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def verbatim() -> Finding:
    return _found(
        8,
        "c1",
        "All units, clear out from there. We’re not sending anybody.",
        Verdict.VERBATIM,
        hot=(0, 10),
        context=Context(
            "That comes back clear and valid.", "unless they ask. Ten four, turning around.", True
        ),
        reasons=("The quote stops before “unless they ask”.", "All ten words were said in one transmission."),
        alternatives=(Alternative(NIGHT, Span(50_400, 55_300), "Nobody goes in until I hear back.", 0.02),),
        corroboration=(Alternative(NIGHT, Span(106_200, 108_100), "Ten four, turning around.", 0.61),),
    )


def altered() -> Finding:
    oak = words_of(TURNS[4][4], 50_400, 55_300)[6]
    found = _found(
        4,
        "c2",
        "Hold where you are on Maple. Nobody goes in until I hear back.",
        Verdict.ALTERED,
        hot=(1, 14),
        p_said=0.03,
        confidence=0.91,
        differences=(
            Difference(Operation.REPLACE, "Maple", "Oak", oak.span, Preference.HEARD, -14.2, "place"),
        ),
        reasons=(
            "One word differs, and it names another place.",
            "The transcript and the sound agree on “Oak”.",
        ),
        time_check=TimeCheck("2024-05-04T22:00:00-05:00", "2024-05-04T21:05:00-05:00", False, 2.0),
        article_start=29,
        article_end=93,
        attribution="a dispatcher told them over the radio",
    )
    pairs = tuple(replace(p, quoted="Maple.") if p.heard == "Oak." else p for p in found.words)
    return replace(found, words=pairs)


def spliced() -> Finding:
    first = _found(4, "c3", "", Verdict.SPLICED, hot=(7, 10))
    second = _found(8, "c3", "", Verdict.SPLICED, hot=(6, 10))
    assert first.span and second.span
    return replace(
        first,
        quote="Nobody goes in. We’re not sending anybody.",
        span=first.span.cover(second.span),
        transmissions=(4, 8),
        heard=f"{first.heard} … {second.heard}",
        words=first.words + second.words,
        p_said=0.05,
        confidence=0.86,
        reasons=("The first three words end 48 seconds before the others begin.",),
    )


def misattributed() -> Finding:
    return _found(
        5,
        "c4",
        "We are at the north gate.",
        Verdict.MISATTRIBUTED,
        hot=(0, 5),
        said_by=SaidBy("S2", "412", Role.UNIT, 0.9, "voice"),
        confidence=0.8,
        reasons=("The words were said by a unit; no dispatcher says them anywhere.",),
    )


def not_found() -> Finding:
    return Finding(
        claim_id="c5",
        quote="Any car that stays there is going to answer for it in the morning.",
        kind=ClaimKind.QUOTE,
        attributed_to=Role.DISPATCHER,
        verdict=Verdict.NOT_FOUND,
        p_said=0.03,
        confidence=0.9,
        miss_rate=0.04,
        alternatives=(Alternative(NIGHT, Span(50_400, 55_300), "Nobody goes in until I hear back.", 0.02),),
        reasons=(
            "The sound fits these words nowhere.",
            "All of the speech but one transmission was audible.",
        ),
    )


def cannot_determine() -> Finding:
    return replace(
        not_found(),
        claim_id="c6",
        quote="Shots fired at the bakery.",
        verdict=Verdict.CANNOT_DETERMINE,
        confidence=0.7,
        p_said=0.4,
        miss_rate=None,
        reasons=("The transmission at 2:06.2 could not be made out.",),
    )


def minor() -> Finding:
    found = _found(
        11,
        "c7",
        "412, the bakery is secure. Show it as a false alarm.",
        Verdict.MINOR_DIFFERENCES,
        attributed_to=Role.UNKNOWN,
        said_by=SaidBy("S2", "412", Role.UNIT, 0.9, "unit_id"),
    )
    that = words_of(TURNS[11][4], 140_000, 144_400)[1]
    return replace(
        found, differences=(Difference(Operation.REPLACE, "the", "that", that.span, Preference.HEARD, -3.0),)
    )


def supported() -> Finding:
    return _found(
        0,
        "c8",
        "a car was sent to an alarm on Harbor Road",
        Verdict.SUPPORTED,
        kind=ClaimKind.INDIRECT,
        words=(),
        reasons=("A dispatcher sends 412 to an alarm at 20 Harbor Road.",),
    )


def contradicted() -> Finding:
    return replace(
        supported(),
        claim_id="c9",
        quote="the alarm at the bakery was a break-in",
        verdict=Verdict.CONTRADICTED,
        transmissions=(11,),
        span=Span(140_000, 144_400),
        heard=TURNS[11][4],
    )


def report(*findings: Finding, recordings: tuple[SearchedRecording, ...] | None = None) -> Report:
    own = transcript()
    return Report(
        created="2024-05-06T08:00:00+00:00",
        tool=Tool(
            name="dispatch",
            version="0.1.0",
            command="dispatch verify night.flac --claims article.txt -o report",
            settings=details({"search": "auto", "language": "en"}),
            calibration=details({"name": "radio-1", "sha256": hashlib.sha256(b"calibration").hexdigest()}),
        ),
        article=Article(
            "article.txt", hashlib.sha256(ARTICLE.encode()).hexdigest(), "https://example.org/story"
        ),
        limits=(
            "Authenticity and completeness of the recording are not established.",
            "Other channels, and hours not supplied, were not searched.",
        ),
        recordings=recordings
        if recordings is not None
        else (SearchedRecording(own.recording, own.coverage, 0.8, "night.transcript.json", "0" * 64),),
        findings=findings,
        unchecked=(
            UncheckedClaim(
                "c10", "We did all we could.", "said in an interview, not on the radio", "the mayor"
            ),
        ),
    )


def every_verdict() -> Report:
    return report(
        verbatim(),
        altered(),
        spliced(),
        misattributed(),
        not_found(),
        cannot_determine(),
        minor(),
        supported(),
        contradicted(),
    )


def clips_of(of: Report) -> dict[str, Clip]:
    """A clip for each finding that has a place, five seconds more on either side."""
    out = {}
    for f in of.findings:
        if f.span and f.recording:
            around = f.span.grow(5000)
            out[f.claim_id] = clip(f.claim_id, around.start_ms, around.end_ms, f.recording)
    return out


def claims() -> tuple[Claim, ...]:
    return (
        Claim("c1", "All units, clear out from there."),
        Claim("c2", "No.", checkable=False, why_not="an interview"),
    )


def long_day(claims: int, turns: int) -> tuple[Report, Transcript]:
    """Twenty-four hours of traffic, and that many claims found in it."""
    day_ms = 24 * 3_600_000
    step = day_ms // turns
    held = tuple(
        turn(
            i,
            i * step / 1000,
            (i * step + min(4_000, step - 1)) / 1000,
            f"S{i % 7}",
            Role.DISPATCHER if i % 3 == 0 else Role.UNIT,
            f"{400 + i % 60}, ten four, on Harbor Road at number {i}.",
        )
        for i in range(turns)
    )
    of = replace(recording(duration_ms=day_ms), damage=())
    heard = transcript(of, held)
    findings = []
    for n in range(claims):
        spoken = held[n * (turns // claims)]
        findings.append(
            replace(
                verbatim(),
                claim_id=f"c{n}",
                quote=spoken.text,
                span=spoken.span,
                transmissions=(spoken.id,),
                heard=spoken.text,
                words=(),
                context=Context(),
                alternatives=(),
                corroboration=(),
                clock_start=None,
                verdict=list(Verdict)[n % len(Verdict)],
            )
        )
    searched = SearchedRecording(of, heard.coverage, 1.0, "night.transcript.json", "0" * 64)
    return report(*findings, recordings=(searched,)), heard
