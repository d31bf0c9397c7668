"""The forms in which an article reports radio traffic without quoting it: who told whom, who was told.

Each pattern is one form: ``X told Y to …``, ``Y was told to …``, ``X never told …``, ``at no time did X
tell …``, ``the recording shows …``, ``no order was given``.
"""

from __future__ import annotations

import re

_TELL = (
    r"(?:told|tells|instructed|instructs|ordered|orders|directed|directs|advised|advises|asked|asks|warned|"
    r"warns|informed|"
    r"cautioned|assured|cleared|dispatched|notified)"
)
_REPORT = (
    r"(?:said|says|reported|reports|announced|announces|confirmed|confirms|"
    r"answer(?:ed|s)|repli(?:ed|es)|respond(?:ed|s)|c[ao]mes? back to say|"
    r"radioed(?=\s+that)|relayed|"
    r"estimated|put)"
)
_ADVERB = (
    r"(?:\s+(?:\w+ly|also|then|first|later|had|has|have|twice|once|again|initially|never|"
    r"had already|had then))*"
)
ACTIVE = re.compile(
    rf"{_ADVERB}\s+(?P<verb>{_TELL})\s+(?P<object>(?!that\b)[\w’'.,-]+(?:\s+[\w’'.-]+){{0,7}}?)\s+"
    rf"(?P<what>(?:not\s+)?to\s+\w|never\s+to\s+\w|that\s+\w|off\s+\w|of\s+\w|about\s+\w|they|he|she|it|"
    rf"there|the)"
)
PASSIVE = re.compile(
    rf"\s+(?:was|were|is|are|had been|has been|have been|been)(?:\s+(?:\w+ly|also|then|not|never|twice|"
    rf"later))*\s+(?P<verb>{_TELL}|sent|denied|refused)\s+"
    r"(?P<what>(?:(?!to\b|that\b|not\b|off\b)[\w’'-]+\s+){0,3}?(?:(?:not\s+)?to\s+\w|never\s+to\s+\w|"
    r"that\s+\w|about\s+\w|of\s+\w|off\s+\w|away\b|there\s+\w|by\s+\w)|"
    r"(?<=told\s)(?:the|they|he|she|it|no|nobody)\s+\w)"
)
TOLD_NEVER = re.compile(
    rf"{_ADVERB}\s+(?:never|did not|didn['’]t)\s+(?P<verb>tell|told|warn(?:ed)?|inform(?:ed)?|"
    rf"send|sent|order(?:ed)?|ask(?:ed)?|mention(?:ed)?|acknowledged?|answer(?:ed)?)\s+\w"
)
NEVER_DID = re.compile(
    r"\b(?:at no (?:time|point)|never|not once|nor|nowhere)\s(?:did|does|do|was|were|had|"
    r"has)\s(?P<what>(?P<who>[^,.;\x01]{3,40}?)"
    r"\s(?:tell|told|inform(?:ed)?|advise[ds]?|warn(?:ed)?|order(?:ed)?|instruct(?:ed)?|ask(?:ed)?|"
    r"mention(?:ed)?|relay(?:ed)?|"
    r"say|said|report(?:ed)?|direct(?:ed)?|notif(?:y|ied)|sen[dt])\b)",
    re.IGNORECASE,
)
SHOWS = re.compile(
    r"\b(?P<subject>(?:the |police |dispatch |radio |recorded |fire )*(?:radio (?:traffic|transmissions?|"
    r"logs?|recordings?|communications?)|recordings?|audio|tapes?|"
    r"transmissions?|scanner (?:audio|traffic)|dispatch (?:audio|logs?|recordings?)|(?:call |CAD |dispatch "
    r")?logs?|"
    r"body[- ]camera (?:audio|footage|video))[^,.;\x01]{0,60}?)\s+"
    r"(?P<never>(?:(?:does|do|did)(?:\s+not|n['’]t)|never)\s+)?(?:shows?|showed|reveals?|revealed|"
    r"indicates?|indicated|suggests?|captures?|make[s]? clear|"
    r"made clear|confirms?|confirmed)\s+(?:that\s+)?(?P<what>[^\x01]{8,})",
    re.IGNORECASE,
)
REPORTED = re.compile(
    rf"{_ADVERB}\s+(?P<verb>{_REPORT})\s+(?P<what>that\s+\w|(?:the|a|an|there|they|he|she|it|"
    rf"crews?|units?|officers?|no|nobody|everyone|all|two|three|several)\b)"
)
ACCOUNT = re.compile(
    r"\b(?:said|says)\s+(?:that\s+)?(?:he|she|they|it|(?:an?|the)\s[^.;\x01]{2,40}?)\s(?:had|has|should|"
    r"would|assumed|"
    r"thought|felt|believed|remembered|knew|did not|didn['’]t|was (?:sorry|proud|grateful|glad))\b"
)
"""What somebody named says afterwards of what they did: ``Harte said he assumed he had been heard``."""
ORDER = re.compile(
    r"\b(?:(?P<no>no|an?|the|one|another|such an?|any)\s)(?:[\w-]+\s){0,3}?(?:order|instruction|command|"
    r"warning|alert|page|call|"
    r"clearance|notice|request)s?\s(?:was|were|is|had been)\s(?:\w+ly\s|not\s|never\s|ever\s)*(?:given|"
    r"issued|made|sent|broadcast|"
    r"transmitted|relayed|placed)\b",
    re.IGNORECASE,
)
NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|n['’]t|refused|denied|without|neither)\b|n['’]t\b", re.IGNORECASE
)
MAY_TELL = re.compile(
    r"\b(?:tell|told|instruct|order|direct|advis|ask|warn|inform|caution|assur|clear|dispatch|notif|"
    r"sen[dt]|den(?:y|ied)|refus|mention|"
    r"acknowledg|answer|said|says|report|announc|confirm|radio|relay|repeat|estimat|put|show|reveal|"
    r"indicat|suggest|captur|made)",
    re.IGNORECASE,
)
PRONOUN_WORD = re.compile(r"he|she|they", re.IGNORECASE)
PRONOUN = re.compile(r"(?:^|[,;]\s|\b(?:and|that|but)\s)(?P<who>[Hh]e|[Ss]he|[Tt]hey)(?=\s)")
SOURCE = re.compile(
    r",?\s*(?:according to|,\s*(?:the |radio |dispatch |radio )*(?:recordings?|audio|tapes?|traffic|"
    r"transmissions?|transcripts?|logs?)(?: \w+){0,3} (?:shows?|reveals?|indicates?|suggests?))\b.*$|"
    r",\s*(?:the |radio |dispatch )*(?:recordings?|audio|tapes?|traffic|transmissions?|"
    r"logs?)(?: \w+){0,2} (?:shows?|showed|reveals?|indicates?|suggests?)\s*$",
    re.IGNORECASE | re.DOTALL,
)
CLAUSE_BREAK = re.compile(
    r"\x01|[;:]|\s[—–]\s|,\s+(?:but|and|even as|while|although|though|which|who|as|after|"
    r"because|so|prompting|despite)\b|\s+(?:but|because|even though|and (?:he|she|they|then|it|the))\s"
)
BY_RADIO = re.compile(
    r"\b(?:by|over|on|via|through) (?:the |his |her |their )?(?:two-way )?radio\b", re.IGNORECASE
)
