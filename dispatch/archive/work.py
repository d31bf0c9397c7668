"""What has to agree for a transcript to count as the same work: everything but the model's name."""

from __future__ import annotations

import hashlib
import json

from dispatch.values import TRANSCRIPT_SCHEMA, Engine, to_json


def work_key(engine: Engine) -> str:
    """SHA-256 of all that decides a transcript besides the recording: engine, model, settings, schema.

    Example:
        >>> base = Engine("whisper", "1", "base", "ab", "en")
        >>> work_key(base) == work_key(Engine("whisper", "1", "/models/base", "ab", "en"))
        True
        >>> work_key(base) == work_key(Engine("whisper", "1", "base", "ab", "es"))
        False
    """
    identity = {**to_json(engine), "model": None, "schema": TRANSCRIPT_SCHEMA}
    return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()
