"""Whisper on CTranslate2: a Transcriber and a LikelihoodScorer over one loaded model."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dispatch.errors import InputError
from dispatch.interfaces import Audio, LikelihoodScorer, Progress, TextScore
from dispatch.transcribe import moonshine
from dispatch.transcribe.decoding import Decoder, Reading, Sound
from dispatch.transcribe.features import FloatArray
from dispatch.transcribe.languages import open_linguist
from dispatch.transcribe.models import ModelFiles, resolve_model
from dispatch.transcribe.moonshine.ear import Moonshine
from dispatch.transcribe.options import WEIGHING_VERSION, HearingOptions
from dispatch.transcribe.overlooked import filled, overlooked, window_of
from dispatch.transcribe.prepare import prepared
from dispatch.transcribe.readout import Placed, heard, placed
from dispatch.transcribe.runtime import Runtime
from dispatch.transcribe.scoring import Scorer
from dispatch.transcribe.second_models import model_sha256, second_ear
from dispatch.transcribe.vocabulary import MAX_PROMPT_TOKENS, prompt_text
from dispatch.transcribe.weighing import SecondOpinion
from dispatch.transcribe.windows import Window, plan
from dispatch.values import Details, Engine, Heard, Stretch
from dispatch.workers import Workers

WINDOWS_AT_ONCE = 48
"""Windows whose sound is held in memory and read together."""


class WhisperEngine:
    """Hears stretches and scores texts with one model. Use one for each thread."""

    def __init__(self, options: HearingOptions) -> None:
        self._files = resolve_model(options.model, offline=options.offline)
        self._options = options
        self._runtime = Runtime(self._files, options)
        self._prompt = prompt_text(options.vocabulary)
        self._linguist = None if self._runtime.is_multilingual else open_linguist(options)
        self._decoder = Decoder(self._runtime, self._prompt_tokens(), options.beam_size, self._linguist)
        self._scorer = Scorer(self._runtime)
        second = second_ear(options)
        self._second = None if second is None else SecondOpinion(self._runtime, second)
        self._batch = options.batch_size or WINDOWS_AT_ONCE

    @property
    def workers(self) -> Workers:
        """Which put the model to work, and are free between its calls."""
        return self._runtime.workers

    @property
    def engine(self) -> Engine:
        made = described(self._files, self._options, self._prompt, self._runtime.compute_type)
        if self._linguist is None:
            return made
        return replace(made, settings=Details((*made.settings, ("linguist", self._linguist.files.sha256))))

    def hear(
        self, audio: Audio, stretches: Sequence[Stretch], progress: Progress | None = None
    ) -> Iterator[Heard]:
        """What is heard in each stretch, in the order given, one for each; empty text where nothing is.

        Sound is read, and words are yielded, a batch of windows at a time.
        """
        total = sum(stretch.span.duration_ms for stretch in stretches)
        done = 0
        for group in self._groups(audio, stretches):
            readings = self._read(
                audio, [(stretch, window) for stretch, windows in group for window in windows]
            )
            for stretch, windows in group:
                yield heard(stretch, [readings.pop(0) for _ in windows])
                done += stretch.span.duration_ms
            if progress is not None and total:
                progress(done / total)

    def score(
        self, samples: FloatArray, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        """How probable each text is given ``samples``; see :class:`~dispatch.interfaces.LikelihoodScorer`."""
        return self._scorer.score(samples, texts, key=key)

    def companion(self, model: str) -> LikelihoodScorer:
        """Another model with these options, told no vocabulary, to be asked about texts.

        Raises:
            ModelError: if it isn't there or can't be used.
        """
        if model == moonshine.NAME:
            return Moonshine(self._options)
        return WhisperEngine(replace(self._options, model=model, second_model=None, vocabulary=()))

    def decode(self, samples: FloatArray) -> Reading:
        """The thorough reading of one window by itself."""
        return self._decoder.read_alone(Sound(prepared(samples), snr_db=0.0))

    def _groups(
        self, audio: Audio, stretches: Sequence[Stretch]
    ) -> Iterator[list[tuple[Stretch, tuple[Window, ...]]]]:
        """Stretches with their windows, as many as fill a batch. Follows from this recording alone."""
        group: list[tuple[Stretch, tuple[Window, ...]]] = []
        for stretch in stretches:
            group.append((stretch, plan(stretch, audio)))
            if sum(len(windows) for _, windows in group) >= self._batch:
                yield group
                group = []
        if group:
            yield group

    def _read(self, audio: Audio, windows: Sequence[tuple[Stretch, Window]]) -> list[Placed]:
        """The windows' words, with those of sound that a first reading passed over."""
        pieces, sounds = self._read_once(audio, windows)
        gaps = {}
        for number, (piece, sound, (_, window)) in enumerate(zip(pieces, sounds, windows, strict=True)):
            if (gap := overlooked(piece, window, sound.samples)) is not None:
                gaps[number] = gap
        inside = [(windows[number][0], window_of(gap, windows[number][1])) for number, gap in gaps.items()]
        found, _ = self._read_once(audio, inside)
        for (number, gap), piece in zip(gaps.items(), found, strict=True):
            pieces[number] = filled(pieces[number], gap, piece)
        return pieces

    def _read_once(
        self, audio: Audio, windows: Sequence[tuple[Stretch, Window]]
    ) -> tuple[list[Placed], list[Sound]]:
        sounds = [
            Sound(prepared(audio.read(window.channel, window.span)), stretch.snr_db)
            for stretch, window in windows
        ]
        readings = self._decoder.read(sounds)
        if self._second is not None:
            readings = self._second.weighed(readings, sounds)
        pieces = self._runtime.each(
            lambda one: placed(self._runtime, one[0], one[2][1], one[1].samples),
            zip(readings, sounds, windows, strict=True),
        )
        return pieces, sounds

    def _prompt_tokens(self) -> list[int]:
        if not self._prompt:
            return []
        tokens = self._runtime.tokens
        prompt = tokens.encode(f" {self._prompt}")
        if len(prompt) > MAX_PROMPT_TOKENS:
            why = f"{len(prompt)} tokens, the recogniser takes {MAX_PROMPT_TOKENS}"
            raise InputError("vocabulary", why, "keep the names that matter most")
        return [tokens.previous, *prompt]


def open_engine(options: HearingOptions) -> WhisperEngine:
    """The engine, its model found and loaded.

    Raises:
        ModelError: if the model isn't there or can't be used.
    """
    return WhisperEngine(options)


def described(files: ModelFiles, options: HearingOptions, prompt: str, compute_type: str) -> Engine:
    """The provenance of what such an engine hears."""
    from dispatch.values import details

    settings = {**dict(options.settings()), "compute_type": compute_type}
    if options.second_model is not None:
        settings["second_model"] = model_sha256(options.second_model, offline=options.offline)
        settings["weighing_version"] = WEIGHING_VERSION
    return Engine(
        name="whisper/ctranslate2",
        version=importlib.metadata.version("ctranslate2"),
        model=files.name,
        model_sha256=files.sha256,
        language=options.language,
        prompt=prompt,
        settings=details(settings),
        model_known=files.known,
    )
