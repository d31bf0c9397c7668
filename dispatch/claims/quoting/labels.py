"""The names before the colon in a transcript of the radio: desks, callers, voices, call signs."""

from __future__ import annotations

import re

from dispatch.values import Role

SIGN_LABEL = re.compile(
    r"(?:[A-Z][\w’'-]*[ -]){0,3}[A-Z]*\d[\w-]*|(?:[A-Z][\w’'-]*[ -]){1,2}(?:One|Two|Three|Four|Five|Six|"
    r"Seven|Eight|Nine|Ten)"
)  # ``Sunward 281``, ``UNIT 420``, ``N4KB``
LABEL_ROLES = (
    (Role.DISPATCHER, re.compile(
        r"(?:(?:911|999|system|radio|console|emergency|police|fire|tower) )?operator|"
        r"(?:(?:[\w.]+ )?(?:dispatch(?:er|ing)?|"
        r"control(?:ler)?|tower|ground|approach|departure|cent(?:er|re)|central|yard ?master|"
        r"call[- ]?taker|base|desk|air boss|console|comm(?:unication)?s?|radio|coast ?guard|watchstander|"
        r"traffic|"
        r"telecommunicator|"
        r"headquarters|hq|alarm|app|twr|gnd|dep|ctr|clnc|arr|fdo|ecc|psap|cad|net control|operations|"
        r"lock(?:keeper|master)?)|911|999|occ|rcc)(?: (?:\d+|"
        r"[A-Z]))?", re.IGNORECASE)),
    (Role.CALLER, re.compile(r"(?:911 |999 |female |male )?caller(?: \d+)?", re.IGNORECASE)),
    (Role.UNKNOWN, re.compile((
        r"(?:unknown|unidentified|inaudible)\b.*|(?:(?:defect|hot[- ]?box|dragging) )?detector|"
        r"(?:(?:fe)?male )?voice(?: \d+)?"
    ), re.IGNORECASE)),
)  # fmt: skip
