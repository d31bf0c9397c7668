"""Transcripts and reports as copies that say what they are, with their private details masked.

A report is masked wherever it has text, whatever the field: what is left alone is a short list of
fields that hold hashes, names of codecs and formats, ids and times.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from dispatch.redact.kinds import Private
from dispatch.redact.masking import Masker, known_numbers, masked_transmissions
from dispatch.values import Details, Engine, Finding, Report, Span, Transcript, details

T = TypeVar("T")

_PLAIN = frozenset(
    "claim_id sha256 model_sha256 transcript_sha256 bytes container codec created schema version kind basis "
    "speaker_basis unit_basis start_time_basis language name meaning retrieved".split()
)
"""Fields that hold no words of anybody."""
_FILE_NAMES = frozenset({"path", "transcript", "sidecar"})
"""Fields in which digits are dates and counters: listed names and numbers known to be private are masked."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?")
_HASH = re.compile(r"[0-9a-f]{32,128}")
COMMAND = "left out of a redacted copy"


@dataclasses.dataclass(frozen=True, slots=True)
class RedactedTranscript:
    """A transcript that may be passed on, and the spans of the recording's sound that may not."""

    transcript: Transcript
    spans: tuple[Span, ...]
    kinds: tuple[Private, ...]


def masker_of(names: Sequence[str], transcripts: Iterable[Transcript], quotes: Iterable[str] = ()) -> Masker:
    """A masker that knows the names of the user, and the phone numbers and the radios of a case."""
    held = tuple(transcripts)
    texts = [one.text for transcript in held for one in transcript.transmissions]
    known = known_numbers([*texts, *quotes])
    radios = frozenset(radio for transcript in held for radio in _radios(transcript))
    return Masker(tuple(names), known, frozenset(one for one in radios if not _said_in(one, known)))


def _radios(transcript: Transcript) -> Iterator[str]:
    """Radio ids that the recorder gave, and those named as consoles."""
    units = transcript.recording.source.get("units") or ()
    yield from (str(one.get("id", "")) for one in units if isinstance(one, Details))
    yield from map(str, transcript.engine.settings.get("console_ids") or ())


def _said_in(radio: str, known: Iterable[str]) -> bool:
    """Whether somebody said these digits as a phone number: then they are masked, whatever else they are."""
    return any(radio in number or number in radio for number in known)


def redacted_transcript(transcript: Transcript, masker: Masker) -> RedactedTranscript:
    """The copy of a transcript. Its engine says what it is, so that it is never used for the transcript."""
    found = masked_transmissions(transcript.transmissions, masker)
    kinds = tuple(kind for one in found for kind in one.kinds)
    return RedactedTranscript(
        replace(
            transcript,
            recording=_masked(transcript.recording, masker, "recording"),
            engine=_engine(transcript.engine, masker, kinds),
            transmissions=tuple(one.transmission for one in found),
            events=_masked(transcript.events, masker, "events"),
            speakers=_masked(transcript.speakers, masker, "speakers"),
        ),
        tuple(span for one in found for span in one.spans),
        kinds,
    )


def redacted_report(report: Report, masker: Masker, of_sha256: str, sound: str) -> Report:
    """The copy of a report: it says that it is one, and of which report.

    Args:
        of_sha256: of the full ``report.json``.
        sound: what masked sound is replaced by.
    """
    note = details({"redacted": True, "of": of_sha256, "sound": sound})
    copy = _masked(report, masker, "report")
    tool = replace(copy.tool, command=COMMAND, settings=Details((*report.tool.settings, ("redaction", note))))
    return replace(copy, tool=tool, limits=(notice(of_sha256), *copy.limits))


def notice(of_sha256: str) -> str:
    """The first of a copy's limits."""
    return (
        "This is a redacted copy: phone numbers, dates of birth, licence plates, medical details and listed "
        "names that were recognised are masked in its text and its sound. Others may be left. The recordings "
        f"and the full report are unaltered; the full report's SHA-256 is {of_sha256}."
    )


def _engine(engine: Engine, masker: Masker, kinds: Sequence[Private]) -> Engine:
    counts = {kind.value: number for kind, number in sorted(Counter(kinds).items(), key=lambda i: i[0].value)}
    note = details({"redacted": True, "masked": counts})
    settings = _masked(engine.settings, masker, "settings")
    return replace(
        engine, prompt=masker.text(engine.prompt), settings=Details((*settings, ("redaction", note)))
    )


def _masked(value: T, masker: Masker, name: str) -> T:
    return cast(T, _any(value, masker, name))


def _any(value: Any, masker: Masker, name: str) -> Any:
    if isinstance(value, str):
        return _string(value, masker, name)
    if isinstance(value, Details):
        return Details((key, _any(item, masker, key)) for key, item in value)
    if isinstance(value, tuple):
        return tuple(_any(item, masker, name) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, (type, Span)):
        changed = {
            field.name: _any(getattr(value, field.name), masker, field.name)
            for field in dataclasses.fields(value)
        }
        copy = replace(cast(Any, value), **changed)
        return _finding(copy, value, masker) if isinstance(value, Finding) else copy
    return value


def _string(value: str, masker: Masker, name: str) -> str:
    if name in _PLAIN or name.endswith("sha256") or _MOMENT.fullmatch(value) or _HASH.fullmatch(value):
        return value
    if name in _FILE_NAMES:
        return _file_name(value, masker)
    return masker.text(value)


def _file_name(value: str, masker: Masker) -> str:
    """A path with listed names and numbers known to be private masked."""
    from dispatch.redact.kinds import merged
    from dispatch.redact.masking import masked
    from dispatch.redact.names import listed_names

    for number in masker.known:
        value = value.replace(number, Private.PHONE.mask)
    spaced = re.sub(r"[_\-.]", " ", value)
    return masked(value, merged(listed_names(spaced, masker.names)))


def _finding(copy: Finding, original: Finding, masker: Masker) -> Finding:
    """Where a quote or what was heard has a private detail, no single word or difference may tell it."""
    masked_words = {
        word
        for text in (original.quote, original.heard)
        for part in masker.parts(text)
        for word in _bare(text[part.start : part.end])
    }

    def plain(text: str) -> str:
        return "[masked]" if masked_words & set(_bare(text)) else masker.text(text)

    return replace(
        copy,
        words=tuple(replace(w, quoted=plain(w.quoted), heard=plain(w.heard)) for w in original.words),
        differences=tuple(
            replace(d, quoted=plain(d.quoted), heard=plain(d.heard)) for d in original.differences
        ),
    )


def _bare(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
