"""The real embedder on real sound: the sample recordings, whose speakers are known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from dispatch.audio.decode import open_audio
from dispatch.errors import ModelError
from dispatch.turns import attribute, listening, open_embedder, split_turns, splitting
from dispatch.turns.embedding import CamPlusPlus
from dispatch.values import Span, Stretch, Transmission, ms

if TYPE_CHECKING:
    from dispatch.turns.listening import KnownVoices

SAMPLES = Path(__file__).parents[2] / "audio_samples"
NAMES = sorted(path.name.removesuffix(".truth.json") for path in SAMPLES.glob("*.truth.json"))

pytestmark = pytest.mark.model


@cache
def embedder() -> CamPlusPlus:
    return CamPlusPlus()


def truth_of(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLES / f"{name}.truth.json").read_text())
    return loaded


def span_of(said: dict[str, Any]) -> Span:
    return Span(ms(said["start"]), ms(said["end"]))


@pytest.mark.parametrize("name", NAMES)
def test_speakers_and_roles_of_the_samples(name: str) -> None:
    truth = truth_of(name)
    said = truth["transmissions"]
    given = [Transmission(i, span_of(t), t.get("channel", 0), text=t["written"]) for i, t in enumerate(said)]
    with open_audio(SAMPLES / truth["audio"]) as audio:
        turns = attribute(audio, given, embedder())
    seconds = sum(t.span.duration_ms for t in given)
    told = [
        (t, s["role"] if s["role"] != "other" else t.role.value)
        for t, s in zip(turns.transmissions, said, strict=True)
    ]
    right = sum(t.span.duration_ms for t, role in told if t.role.value == role)
    assert right / seconds >= 0.85
    assert not [t for t, role in told if t.role.value not in (role, "unknown") and t.role_probability > 0.95]
    of_speaker: dict[str, dict[str, int]] = {}
    for t, s in zip(turns.transmissions, said, strict=True):
        times = of_speaker.setdefault(str(t.speaker), {})
        times[s["speaker"]] = times.get(s["speaker"], 0) + t.span.duration_ms
    assert sum(max(times.values()) for times in of_speaker.values()) / seconds >= 0.85


def test_one_speaker_is_closer_to_himself_than_to_others() -> None:
    truth = truth_of(NAMES[0])
    with open_audio(SAMPLES / truth["audio"]) as audio:
        said = [t for t in truth["transmissions"] if t["end"] - t["start"] > 2]
        rows = embedder().embed([audio.read(t.get("channel", 0), span_of(t))[:48000] for t in said])
    cosines = rows @ rows.T
    same = np.array([[a["speaker"] == b["speaker"] for a in said] for b in said]) & ~np.eye(
        len(said), dtype=bool
    )
    other = ~same & ~np.eye(len(said), dtype=bool)
    assert cosines[same].mean() > cosines[other].mean() + 0.2


def test_embeddings_have_length_one_and_do_not_depend_on_level_or_company() -> None:
    rng = np.random.default_rng(0)
    sound = rng.normal(size=32000).astype(np.float32) * 0.1
    alone = embedder().embed([sound])
    together = embedder().embed([sound[:9000], sound, sound * 0.02])
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    assert np.allclose(alone[0], together[1], atol=1e-5)
    assert float(together[1] @ together[2]) > 0.999


def test_many_windows_of_several_lengths_keep_their_order() -> None:
    rng = np.random.default_rng(1)
    lengths = [24000, 16000, 24000, 0, 24000, 5000, 24000, 24000, 16000]
    sounds = [rng.normal(size=length).astype(np.float32) * 0.1 for length in lengths]
    each = np.concatenate([embedder().embed([sound]) for sound in sounds])
    assert np.allclose(embedder().embed(sounds), each, atol=1e-5)
    assert not each[3].any()


def test_what_is_heard_does_not_depend_on_how_many_are_embedded_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    truth = truth_of("fire-maplecourt")
    given = [Transmission(i, span_of(t), text=t["written"]) for i, t in enumerate(truth["transmissions"])]
    stretches = [Stretch(one.span) for one in given]
    found = []
    with open_audio(SAMPLES / truth["audio"]) as audio:
        for at_once in (16, 3):
            monkeypatch.setattr(listening, "AT_ONCE", at_once)
            monkeypatch.setattr(splitting, "AT_ONCE", at_once)
            known: KnownVoices = {}
            whole = split_turns(audio, stretches, embedder(), known)
            found.append((whole, known.keys(), listening.listen(audio, given, embedder(), known)))
    assert found[0][:2] == found[1][:2]
    assert (found[0][2].windows, found[0][2].floors_db) == (found[1][2].windows, found[1][2].floors_db)
    assert np.allclose(found[0][2].rows, found[1][2].rows, atol=1e-5)


def test_silence_and_nothing_are_zeros() -> None:
    rows = embedder().embed([np.zeros(8000, np.float32), np.zeros(0, np.float32)])
    assert rows.shape == (2, 192)
    assert not rows.any()


def test_another_model_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "campplus.onnx"
    other.write_bytes(b"not the model")
    with pytest.raises(ModelError, match="not the speaker model"):
        CamPlusPlus(path=other)
    with pytest.raises(ModelError, match="can't be read"):
        CamPlusPlus(path=tmp_path / "none.onnx")


def test_open_embedder_is_the_packages_own() -> None:
    assert open_embedder().dimension == 192


class Joined:
    """Samples as audio of one channel."""

    def __init__(self, samples: Any) -> None:
        self.samples = samples

    def read(self, channel: int, span: Span) -> Any:
        return self.samples[span.start_ms * 16 : span.end_ms * 16]


def test_a_stretch_is_cut_where_the_voice_changes_and_nowhere_else() -> None:
    truth = truth_of("fire-maplecourt")
    said = [t for t in truth["transmissions"] if t["end"] - t["start"] > 2]
    with open_audio(SAMPLES / truth["audio"]) as audio:
        sounds = [(t["speaker"], audio.read(0, span_of(t))) for t in said]
    pause = np.random.default_rng(0).normal(size=4800).astype(np.float32) * 0.002
    cut = joined = 0
    for (one, before), (other, after) in pairwise(sounds):
        alone = (Stretch(Span(0, len(before) // 16)),)
        assert split_turns(Joined(before), alone, embedder()) == alone
        if one == other:
            continue
        both = np.concatenate([before, pause, after])
        known: KnownVoices = {}
        whole = Stretch(Span(0, len(both) // 16), level_db=-20.0)
        found = split_turns(Joined(both), (whole,), embedder(), known)
        joined += 1
        if len(found) == 2:
            cut += 1
            assert [(0, part.span) for part in found] == list(known), "no part is embedded again"
            assert float(np.dot(*known.values())) < splitting.SAME_VOICE_COSINE
            assert abs(found[0].span.end_ms - len(before) // 16) < 700
            assert found[1].span.end_ms == len(both) // 16
            assert found[0].level_db == found[1].level_db == -20.0
    assert cut >= joined // 3


def test_what_was_embedded_to_look_for_a_change_is_not_embedded_again() -> None:
    truth = truth_of("fire-maplecourt")
    given = [Transmission(i, span_of(t), text=t["written"]) for i, t in enumerate(truth["transmissions"])]
    stretches = [Stretch(one.span) for one in given]
    with open_audio(SAMPLES / truth["audio"]) as audio:
        known: KnownVoices = {}
        whole = split_turns(audio, stretches, embedder(), known)
        assert list(whole) == stretches, "nobody is cut off"
        assert 0 < len(known) < len(given)
        counting = Counting(embedder())
        turns = attribute(audio, given, counting, known=known)
        assert counting.embedded == len(given) - len(known)
        anew = attribute(audio, given, embedder())
    assert [t.speaker for t in turns.transmissions] == [t.speaker for t in anew.transmissions]


class Counting:
    """An embedder that counts."""

    def __init__(self, inner: CamPlusPlus) -> None:
        self.inner, self.dimension, self.embedded = inner, inner.dimension, 0

    def embed(self, windows: Sequence[Any]) -> Any:
        self.embedded += len(windows)
        return self.inner.embed(windows)
