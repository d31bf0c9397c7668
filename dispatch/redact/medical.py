"""Medical details: conditions, symptoms, medicines, vital signs. A list, and as such never complete."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dispatch.redact.kinds import Part, Private

_CONDITIONS = (
    r"abscess|allerg(?:y|ic|ies)|alzheimer'?s?|amputat\w+|anaphyla\w+|aneurysm|angina|anxiety attack|"
    r"aphasia|asthma\w*|autis\w+|bipolar|blood clot|cancer\w*|cardiac(?: arrest| history| event)?|"
    r"chest pains?|cirrhosis|coma(?:tose)?|concussion|contusions?|copd|covid\w*|cpr|dementia|"
    r"depress(?:ion|ed)|detox\w*|diabet\w+|dialysis|disabilit\w+|drug use|eclampsia|embolism|emphysema|"
    r"epilep\w+|faint(?:ed|ing)|fractur\w+|gsw|gunshot wounds?|heart attack|"
    r"heart (?:condition|failure|rate|problems?)|h\.?i\.?v\.?|hemorrhag\w+|haemorrhag\w+|"
    r"hepatitis(?: [abc])?|hernia|hyper(?:tensi\w+|ventilat\w+|glyc\w+)|"
    r"hypo(?:glyc\w+|therm\w+|tensi\w+)|in labou?r|incontinen\w+|infect(?:ion|ed)|intoxicat\w+|"
    r"intubat\w+|kidney (?:failure|stones?)|lacerat\w+|leukemia|lupus|mental(?:ly)? (?:health|ill\w*)|"
    r"meningitis|miscarr\w+|multiple sclerosis|naus\w+|overdos\w+|\bo\.?d\.?'?e?d\b|pacemaker|"
    r"paralys\w+|paralyz\w+|parkinson'?s?|pneumonia|pregnan\w+|"
    r"psych(?:iatric|otic|osis)?(?: hold| eval\w*)?|rash|schizophren\w+|seiz(?:ures?|ing)|"
    r"self[- ]harm\w*|sepsis|septic|shortness of breath|sickle cell|stab wounds?|strokes?|suicid\w+|"
    r"tachycardi\w+|tubercul\w+|ulcers?|unconscious|unresponsive|vomit\w*|water broke|withdrawals?"
)
_SIGNS = (
    r"(?:blood pressure|b\.?p\.?|pulse(?: ox)?|heart rate|respirations?|resps?|sats?|o2 sats?|oxygen|"
    r"glucose|sugar|temperature|temp|g\.?c\.?s\.?|weight)(?: is| of| at|'s)?(?: about| around)?"
)
_NUMBER = (
    r"(?:\d+(?:\.\d+)?|zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundred|point|over|and|percent|[/%])"
)
_MEDICINES = (
    r"acetaminophen|adderall|adrenaline|albuterol|aspirin|ativan|benadryl|blood thinners?|chemo\w*|"
    r"codeine|epi(?:nephrine|pen)|fentanyl|haldol|heroin|hydrocodone|ibuprofen|insulin|ketamine|lithium|"
    r"meth(?:adone|amphetamine)?|morphine|naloxone|narcan|nitro(?:glycerin)?|oxycodone|percocet|"
    r"prednisone|prozac|ritalin|suboxone|tylenol|valium|warfarin|xanax|zoloft|"
    r"\w{3,}(?:azepam|azolam|cillin|cycline|dipine|floxacin|olol|oxetine|pril|sartan|statin|triptan)"
)
_DETAIL = re.compile(
    rf"\b(?:{_SIGNS}(?:[\s,-]*\b{_NUMBER})+|{_CONDITIONS}|{_MEDICINES})(?![\w])", re.IGNORECASE
)


def medical_details(text: str) -> Iterator[Part]:
    """Where they stand in a text.

    Example:
        >>> line = "conscious, chest pain, BP 140 over 90, took his nitro"
        >>> [line[p.start : p.end] for p in medical_details(line)]
        ['chest pain', 'BP 140 over 90', 'nitro']
    """
    for match in _DETAIL.finditer(text):
        yield Part(match.start(), match.end(), Private.MEDICAL)
