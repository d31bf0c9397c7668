"""What is fuzzed: each target takes bytes, and fails if what it calls breaks its word.

A reader may refuse its input by an error of this package. Anything else that it raises, and any
answer that does not hold together, is a fault.
"""

from __future__ import annotations

import functools
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from dispatch.align import alignment, stream
from dispatch.claims import find_claims
from dispatch.claims.listing import claims_from_csv, claims_from_json, claims_text
from dispatch.errors import DispatchError
from dispatch.report import merge_listening, read_report
from dispatch.sources import account_of
from dispatch.store.transcripts import read_transcript
from dispatch.turns import read_corrections
from dispatch.values import (
    Coverage,
    Engine,
    Recording,
    Report,
    Span,
    Transcript,
    Transmission,
    Word,
    from_json,
    to_json,
)
from dispatch.wording import Kind, tokens
from fuzz.seeds import CLAIM, LISTENING, SIDECAR, SPEAKERS
from fuzz.shaped import bent

CALL_MS = 12_000
Target = Callable[[bytes], None]

REPORT = Path(__file__).parents[2] / "tests" / "report" / "golden" / "report.json"
WORDS_OF_A_NIGHT = REPORT.parents[2] / "formats" / "golden" / "night.json"
_kept = tempfile.TemporaryDirectory(prefix="fuzz-")
_folder = Path(_kept.name)


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def claims_shaped(data: bytes) -> None:
    claims_json(bent(data, json.loads(CLAIM)).encode())


def transcript_shaped(data: bytes) -> None:
    transcript_json(bent(data, json.loads(WORDS_OF_A_NIGHT.read_text("utf-8"))).encode())


def report_shaped(data: bytes) -> None:
    report_json(bent(data, json.loads(REPORT.read_text("utf-8"))).encode())


def listening_shaped(data: bytes) -> None:
    exported = json.loads(LISTENING)
    exported["report"]["recordings"] = [one.recording.sha256 for one in _report().recordings]
    listening_json(bent(data, exported).encode())


def speakers_shaped(data: bytes) -> None:
    speakers_json(bent(data, json.loads(SPEAKERS)).encode())


def claims_json(data: bytes) -> None:
    """A list that was read is written and read back without loss."""
    try:
        claims = claims_from_json(text_of(data), "list.json")
    except DispatchError:
        return
    assert claims_from_json(claims_text(claims, ".json"), "again.json") == claims


def claims_csv(data: bytes) -> None:
    """A table that was read is written, and what was written is read."""
    try:
        claims = claims_from_csv(text_of(data), "list.csv")
    except DispatchError:
        return
    again = claims_from_csv(claims_text(claims, ".csv"), "again.csv") if claims else claims
    assert [claim.id for claim in again] == [claim.id for claim in claims]


def article_text(data: bytes) -> None:
    _article(text_of(data), "text/plain")


def article_markdown(data: bytes) -> None:
    _article(text_of(data), "text/markdown")


def article_html(data: bytes) -> None:
    _quicker_extraction()
    _article(text_of(data), "text/html")


class _StopWords(tuple[str, ...]):
    """The extraction library's list, which it keeps under its hash: reckoned once, not for each page."""

    def __hash__(self) -> int:
        return 1


@functools.cache
def _quicker_extraction() -> None:
    """The same extraction of every page, without hashing some 100,000 words for each."""
    from trafilatura import external

    external.JT_STOPLIST = _StopWords(external.jt_stoplist_init())


def _article(text: str, media_type: str) -> None:
    """Claims lie inside the text, in its order, and have words."""
    try:
        claims = find_claims(text, media_type=media_type)
    except DispatchError:
        return
    for claim in claims:
        assert claim.quote.strip()
        assert claim.start_char is not None and claim.end_char is not None
        assert 0 <= claim.start_char < claim.end_char <= len(text)
    starts = [claim.start_char or 0 for claim in claims]
    assert starts == sorted(starts)


def aligner(data: bytes) -> None:
    """Bytes up to the first line's end are the quote, each line after it a transmission."""
    quote, *lines = text_of(data).split("\n")
    wanted = tokens(quote[:400])
    heard = transcript([line[:400] for line in lines[:8]])
    for one in stream.streams(heard):
        prices = alignment.costs(wanted, one)
        apart = [h.transmission for h in one.heard]
        for jump in (None, alignment.JUMP):
            for path in alignment.best_paths(prices, jump=jump, most=3, apart=apart):
                _holds_together(path, len(wanted), len(one.heard), jump is not None)


def _holds_together(path: alignment.Path, quoted: int, heard: int, may_jump: bool) -> None:
    """Each quoted token once and in order; heard tokens in order except where it jumps."""
    assert [p.quoted for p in path.pairs if p.quoted is not None] == list(range(quoted))
    assert 0 <= path.similarity <= 1
    last = -1
    for pair in path.pairs:
        if pair.jumped:
            assert may_jump
            last = -1
        if pair.heard is not None:
            assert 0 <= pair.heard < heard and (may_jump or pair.heard > last)
            last = pair.heard


def wording(data: bytes) -> None:
    """Tokens lie in the text, in its order."""
    text = text_of(data)
    end = 0
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= end or token.kind is not Kind.WORD or token.end >= end
        end = max(end, token.start)


def transcript_json(data: bytes) -> None:
    _file(data, "x.transcript.json", read_transcript)


def report_json(data: bytes) -> None:
    _file(data, "report.json", read_report)


def listening_json(data: bytes) -> None:
    _file(data, "listening.json", lambda path: merge_listening(_report(), path))


@functools.cache
def _report() -> Report:
    return read_report(REPORT)


def speakers_json(data: bytes) -> None:
    _file(data, "speakers.json", read_corrections)


def speakers_csv(data: bytes) -> None:
    _file(data, "speakers.csv", read_corrections)


def _file(data: bytes, name: str, read: Callable[[Path], object]) -> None:
    path = _folder / name
    path.write_bytes(data)
    try:
        read(path)
    except DispatchError:
        return


def transcript(lines: list[str]) -> Transcript:
    """A transcript of one channel, each line a transmission, each word 300 ms."""
    transmissions, clock = [], 0
    for number, line in enumerate(lines):
        words = []
        for word in line.split() or ["-"]:
            words.append(Word(word, Span(clock, clock + 300), 0.9))
            clock += 300
        span = Span(words[0].span.start_ms, clock)
        speaker = f"S{number % 2 + 1}"
        transmissions.append(Transmission(number, span, speaker=speaker, text=line, words=tuple(words)))
        clock += 1000
    recording = Recording("fuzz.wav", "ab" * 32, 1, "wav", "pcm_s16le", 16000, 1, clock + 1)
    engine = Engine("none", "1", "none", "cd" * 32, "en")
    return Transcript(recording, engine, tuple(transmissions), (), (), Coverage(clock + 1, clock, 0, 0))


def sidecar(data: bytes) -> None:
    """Whatever lies beside a call: at worst a note, and marks inside the call."""
    beside = _folder / "call.json"
    beside.write_bytes(data)
    account = account_of(_folder / "call.wav", {}, CALL_MS)
    for mark in account.units:
        assert 0 <= mark.at_ms <= CALL_MS
    json.dumps(to_json(account.source))


def sidecar_shaped(data: bytes) -> None:
    sidecar(bent(data, json.loads(SIDECAR)).encode())


def values_json(data: bytes) -> None:
    """What from_json takes, to_json gives back in a form that it takes again."""
    try:
        found = from_json(Transmission, json.loads(text_of(data)))
    except (DispatchError, ValueError, RecursionError):
        return
    assert from_json(Transmission, to_json(found)) == found


TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (
        claims_json, claims_shaped, claims_csv, article_text, article_markdown, article_html, aligner,
        sidecar, sidecar_shaped,
        wording, transcript_json, transcript_shaped, report_json, report_shaped, listening_json,
        listening_shaped, speakers_json, speakers_shaped, speakers_csv, values_json,
    )
}  # fmt: skip
