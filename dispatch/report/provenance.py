"""How the report came about, as titled lists: enough to do it again and to check it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence

from dispatch.report import words as w
from dispatch.report.facts import clock_basis, measured, why_no_clock
from dispatch.report.safe import visible
from dispatch.report.sentences import own_id, percent
from dispatch.report.times import at_clock, clock, place, zone
from dispatch.report.views import Block
from dispatch.values import Clip, Engine, Recording, Report, SearchedRecording, Transcript, Verdict, to_json

_MOST_DAMAGE = 20

Row = tuple[str, str, bool]


def blocks(report: Report, transcripts: Mapping[str, Transcript], clips: Sequence[Clip]) -> tuple[Block, ...]:
    """Recordings, article, recogniser, calibration, tool."""
    out = [_recording(i, r, clips, report) for i, r in enumerate(report.recordings)]
    if report.article:
        a = report.article
        rows: list[Row] = [
            (w.FACT["file"], a.path, False),
            (w.FACT["sha256"], a.sha256, True),
        ]
        rows += [(w.FACT["url"], a.url, False)] if a.url else []
        rows += [(w.FACT["retrieved"], a.retrieved, False)] if a.retrieved else []
        out.append(Block(w.ARTICLE, "article", tuple(rows)))
    engines = list(dict.fromkeys(t.engine for t in transcripts.values()))
    out += [Block(w.RECOGNISER, f"engine-{i}", tuple(_engine(e))) for i, e in enumerate(engines)]
    out.append(Block(w.FACT["tool"], "tool", tuple(_tool(report, bool(engines)))))
    return tuple(out)


def _recording(i: int, searched: SearchedRecording, clips: Sequence[Clip], report: Report) -> Block:
    r = searched.recording
    sound = w.FACT["sound_is"].format(
        sound=", ".join(dict.fromkeys((visible(r.container), visible(r.codec)))),
        rate=f"{r.sample_rate:,}",
        channels=r.channels,
        decoded=f"{r.duration_ms / 1000:.3f}",
        header=f"{r.header_duration_ms / 1000:.3f} s"
        if r.header_duration_ms is not None
        else w.FACT["no_header"],
    )
    rows: list[Row] = [
        (w.FACT["file"], f"{r.path}, {w.FACT['bytes'].format(n=f'{r.bytes:,}')}", False),
        (w.FACT["sha256"], r.sha256, True),
        (w.FACT["sound"], sound, False),
        (w.FACT["damage"], _damage(r), False),
        (w.FACT["clock"], _clock(r), False),
    ]
    if r.source:
        rows.append((w.FACT["source"], _settings(to_json(r.source)), False))
    share = percent(searched.searched_by_sound)
    rows.append((w.FACT["by_sound"], w.FACT["by_sound_is"].format(share=share), False))
    if searched.transcript:
        rows.append(
            (w.FACT["transcript"], f"{searched.transcript} {searched.transcript_sha256}".strip(), True)
        )
    number = {f.claim_id: _number(n, f.claim_id) for n, f in enumerate(report.findings, 1)}
    rows += [
        (w.FACT["clip"].format(n=number.get(c.claim_id, "?")), c.sha256, True)
        for c in clips
        if c.recording == r.sha256
    ]
    return Block(w.RECORDING, f"recording-{i}", tuple(rows))


def _number(n: int, claim_id: str) -> str:
    own = own_id(n, claim_id)
    return f"{n} ({own})" if own else str(n)


def _damage(recording: Recording) -> str:
    if not recording.damage:
        return w.FACT["no_damage"]
    shown = [
        f"{place(d.span.start_ms, 3)}–{place(d.span.end_ms, 3)}: {d.what}"
        for d in recording.damage[:_MOST_DAMAGE]
    ]
    more = len(recording.damage) - len(shown)
    return "; ".join(shown) + (f"; + {more}" if more else "")


def _clock(recording: Recording) -> str:
    start = at_clock(recording, 0)
    if start is None:
        return f"{w.CLOCK_NONE}: {why_no_clock(recording)}"
    return f"{start:%Y-%m-%d} {clock(start)} {zone(start)}, {clock_basis(recording)}"


def _engine(engine: Engine) -> list[Row]:
    prompt = json.dumps(engine.prompt, ensure_ascii=False)
    prompt += f" ({w.FACT['prompt_empty']})" if not engine.prompt else ""
    rows: list[Row] = [
        (w.FACT["model"], f"{engine.name} {engine.version}, {engine.model}, {engine.language}", False),
        (w.FACT["sha256"], engine.model_sha256, True),
        (w.FACT["settings"], _settings(to_json(engine.settings)), False),
        (w.FACT["prompt"], prompt, True),
        (w.FACT["word_times"], w.WORD_TIMES, False),
    ]
    if not engine.model_known:
        rows.insert(2, ("", w.FACT["model_unknown"], False))
    return rows


def _tool(report: Report, engine_told: bool) -> list[Row]:
    tool = report.tool
    rows: list[Row] = [
        (w.FACT["name"], f"{tool.name} {tool.version}", False),
        (w.FACT["created"], report.created, False),
        (w.FACT["settings"], _settings(to_json(tool.settings)), False),
    ]
    if tool.engine and not engine_told:
        rows.append((w.RECOGNISER, _settings(to_json(tool.engine)), False))
    for key, value in tool.calibration:
        if key != "verdicts":
            shown = value if isinstance(value, str) else json.dumps(to_json(value), ensure_ascii=False)
            rows.append((f"{w.CALIBRATION}: {key}", shown, key == "sha256"))
    return rows


def _settings(mapping: Mapping[str, object]) -> str:
    return ", ".join(
        f"{key} {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for key, value in mapping.items()
    )


def check_command(report: Report) -> str:
    """How to check the report, from the folder in which the command that made it was given."""
    try:
        words = shlex.split(report.tool.command)
    except ValueError:
        words = []
    folder = w.CHECK_PAGE
    for word, after in zip(words, [*words[1:], w.CHECK_PAGE], strict=False):
        name, _, value = word.partition("=")
        if word in ("-o", "--output"):
            folder = after
        elif name == "--output" or (word.startswith("-o") and not word.startswith("--")):
            folder = value if name == "--output" else word[2:]
    return f"{w.CHECK_COMMAND} {shlex.quote(folder)}"


def rates(report: Report) -> tuple[tuple[str, str, str], ...]:
    """Verdict, how often it was given on labelled recordings, how often it was right."""
    found = [(verdict, *measured(report, verdict)) for verdict in Verdict]
    return tuple((w.VERDICT[verdict], str(given), str(right)) for verdict, given, right in found if given)
