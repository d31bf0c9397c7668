"""Which second model a name stands for."""

from __future__ import annotations

from dispatch.transcribe import moonshine
from dispatch.transcribe.decoding import Decoder
from dispatch.transcribe.models import resolve_model
from dispatch.transcribe.moonshine.ear import Moonshine
from dispatch.transcribe.moonshine.files import moonshine_files
from dispatch.transcribe.opinions import SecondEar, WhisperEar
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.runtime import Runtime


def second_ear(options: HearingOptions) -> SecondEar | None:
    """The second model, loaded; None where none is named.

    Raises:
        ModelError: if it isn't there or can't be used.
    """
    name = options.second_model
    if name is None:
        return None
    if name == moonshine.NAME:
        return Moonshine(options)
    files = resolve_model(name, offline=options.offline)
    return WhisperEar(Decoder(Runtime(files, options), (), options.beam_size))


def model_sha256(name: str, *, offline: bool) -> str:
    """The checksum that tells a model from any other.

    Raises:
        ModelError: if it isn't there.
    """
    if name == moonshine.NAME:
        return moonshine_files().sha256
    return resolve_model(name, offline=offline).sha256
