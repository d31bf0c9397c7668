"""A night in small: a sample cut into a recorder's calls, and a second site that caught one of them."""

from __future__ import annotations

import json
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dispatch.audio.decode import open_audio
from dispatch.values import Span

pytestmark = pytest.mark.model

SAMPLE = Path(__file__).parents[2] / "audio_samples" / "fire-maplecourt.wav"
START = 1_768_707_005
"""2026-01-17 21:30:05 in Chicago."""
CONSOLE = 4033500
CALLS = ((40.3, 50.6), (50.6, 54.2), (54.2, 59.0))
"""Two transmissions; the dispatcher's answer, also caught by another site; the next."""
SAID = ("We have him. He's out the front door and he's not burned.", "No lights and siren")


def write(path: Path, samples: Any) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    import dispatch

    folder = tmp_path_factory.mktemp("calls")
    truth = json.loads(SAMPLE.with_suffix(".truth.json").read_text())["transmissions"]
    rng = np.random.default_rng(4)
    with open_audio(SAMPLE) as audio:
        for number, (first_s, last_s) in enumerate(CALLS):
            samples = audio.read(0, Span(round(first_s * 1000), round(last_s * 1000)))
            rows = [
                {
                    "src": CONSOLE if one["role"] == "dispatcher" else -1,
                    "pos": max(0.0, one["start"] - first_s),
                    "time": START + int(one["start"]),
                    "tag": "",
                }
                for one in truth
                if first_s <= (one["start"] + one["end"]) / 2 < last_s
            ]
            call = {
                "start_time": START + int(first_s),
                "start_time_ms": round(1000 * (START + first_s)),
                "short_name": "county",
                "talkgroup": 11619,
                "talkgroup_tag": "FD Disp",
                "srcList": rows,
            }
            write(folder / f"call{number}.wav", samples)
            (folder / f"call{number}.json").write_text(json.dumps(call))
            if number == 1:
                late = np.concatenate([np.zeros(6400), 0.5 * samples])
                write(folder / "hill.wav", late + rng.normal(0, 0.004, len(late)))
                call |= {"start_time_ms": round(1000 * (START + first_s)), "short_name": "county hill"}
                (folder / "hill.json").write_text(json.dumps({**call, "srcList": []}))
    (folder / "broken.wav").write_bytes((folder / "call2.wav").read_bytes()[:64_000])
    (folder / "broken.json").write_bytes(b"\x00\xff{")
    claims = [dispatch.Claim(f"c{n}", quote) for n, quote in enumerate(SAID)]
    found = dispatch.verify(
        [folder], claims, model="tiny.en", tz="America/Chicago", console_ids=[str(CONSOLE)]
    )
    made: dict[str, Any] = dispatch.to_json(found)
    return made


def recording(report: dict[str, Any], name: str) -> dict[str, Any]:
    return next(r["recording"] for r in report["recordings"] if Path(r["recording"]["path"]).name == name)


def test_clock_talkgroup_and_ids_reach_the_report(report: dict[str, Any]) -> None:
    first = recording(report, "call0.wav")
    assert first["start_time"] == "2026-01-17T21:30:45.300-06:00"
    assert (first["start_time_basis"], first["start_time_uncertainty"]) == ("sidecar", 1.0)
    assert (first["source"]["talkgroup"], first["source"]["system"]) == ("11619", "county")
    assert report["findings"][0]["clock_start"].startswith("2026-01-17T21:30:46")


def test_the_console_s_id_names_the_dispatcher(report: dict[str, Any]) -> None:
    by = report["findings"][1]["said_by"]
    assert (by["role"], by["unit"], by["basis"]) == ("dispatcher", str(CONSOLE), "unit_id")


def test_context_runs_over_calls(report: dict[str, Any]) -> None:
    before = report["findings"][1]["context"]["before"]
    assert "ambulance" in before.lower() or "smoke" in before.lower()


def test_the_second_site_is_a_second_record(report: dict[str, Any]) -> None:
    finding = report["findings"][1]
    records = {recording(report, name)["sha256"] for name in ("call1.wav", "hill.wav")}
    assert finding["recording"] in records
    [witness] = [one for one in finding["alternatives"] if one["same_event"]]
    assert {witness["recording"], finding["recording"]} == records
    assert "one event, two records" in " ".join(finding["reasons"])


def test_a_broken_sidecar_costs_what_it_says_and_no_more(report: dict[str, Any]) -> None:
    broken = recording(report, "broken.wav")
    assert broken["start_time"] is None
    assert "broken.json beside it can't be read" in broken["notes"][0]
    assert any("broken.json" in limit for limit in report["limits"])
