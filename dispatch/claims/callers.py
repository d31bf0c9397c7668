"""People whom an article names only, and whose call to the emergency number it then quotes."""

from __future__ import annotations

import re
from dataclasses import replace

from dispatch.claims.attributed import Attribution
from dispatch.claims.narration import Narration
from dispatch.claims.venues import NOT_ON_AIR
from dispatch.values import Role

_EMERGENCY = re.compile(
    r"\b(?:911|9-1-1|999|112|000|emergency) (?:call|caller|operator|dispatcher|handler)", re.IGNORECASE
)
_RANG = re.compile(
    r"\b(?P<name>[A-Z][\w’'-]+),?(?:\s[\w,’'-]+){0,4}?\s(?:call(?:ed|s)|dial(?:ed|led|s)|phoned|"
    r"rang)\s(?:911|9-1-1|999|112|000)\b"
)
_HEARD = re.compile(r"\b(?:heard|on the (?:call|line|recording|tape))\b", re.IGNORECASE)


class Callers:
    """Those already known as callers in one article; learns as quotations are read in order."""

    def __init__(self, narration: Narration) -> None:
        self._emergency = _EMERGENCY.search(narration.text) is not None
        self._names = {found["name"] for found in _RANG.finditer(narration.text)}
        self._emergency = self._emergency or bool(self._names)

    def known(self, attribution: Attribution) -> Attribution:
        """The attribution with the role ``caller`` where its speaker is one."""
        speaker = attribution.speaker
        if not self._emergency or speaker is None or speaker.role is not Role.OTHER or not speaker.name:
            return attribution
        family = speaker.name.split()[-1]
        heard = _HEARD.search(attribution.clause) and not any(
            pattern.search(attribution.clause) for _, pattern in NOT_ON_AIR
        )
        if speaker.head is None and heard:
            self._names.add(family)
        if family not in self._names:
            return attribution
        return replace(attribution, speaker=replace(speaker, role=Role.CALLER))
