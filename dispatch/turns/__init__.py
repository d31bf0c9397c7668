"""Who spoke: transmissions to speakers and roles. The radio's ids first, voices and words second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dispatch.turns.hints import NOTHING_KNOWN, Correction, SourceMark, TurnHints, Turns, read_corrections

if TYPE_CHECKING:
    from dispatch.interfaces import Audio, SpeakerEmbedder
    from dispatch.turns.listening import KnownVoices
    from dispatch.values import Stretch, Transmission

__all__ = [
    "Correction",
    "SourceMark",
    "TurnHints",
    "Turns",
    "attribute",
    "open_embedder",
    "read_corrections",
    "split_turns",
]


def open_embedder(threads: int = 1) -> SpeakerEmbedder:
    """The speaker embedder that comes with the package (about 14 MB, loaded now).

    Raises:
        ModelError: if its model file is missing or altered.
    """
    from dispatch.turns import embedding

    return embedding.open_embedder(threads)


def split_turns(
    audio: Audio,
    stretches: Sequence[Stretch],
    embedder: SpeakerEmbedder,
    known: KnownVoices | None = None,
) -> tuple[Stretch, ...]:
    """The stretches, those in which the voice clearly changes at a pause cut there; all else as given.

    ``known`` is filled with voices, by channel and span, that :func:`attribute` then need not embed.
    """
    from dispatch.turns import splitting

    return splitting.split_turns(audio, stretches, embedder, known)


def attribute(
    audio: Audio | None,
    transmissions: Sequence[Transmission],
    embedder: SpeakerEmbedder | None,
    hints: TurnHints = NOTHING_KNOWN,
    known: KnownVoices | None = None,
) -> Turns:
    """Say of each transmission who spoke it, with which unit and role, and how sure that is.

    Works with what there is: without sound or embedder, from ids and words alone.
    """
    from dispatch.turns import attribution

    return attribution.attribute(audio, transmissions, embedder, hints, known)
