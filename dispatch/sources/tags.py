"""What programs write into a recording's own tags.

- SDRTrunk: title ``41003"Fire Dispatch"``, artist ``4033021 Engine 96``, comment ``Date:2026-01-17
  21:30:05.123;System:North;Site:Hill;Name:Control;Decoder:P25 Phase 1;Frequency:851012500;``. The date is the
  machine's local time when it wrote the file, after the end of the call.
- trunk-recorder, in the M4A files it makes for upload: title the talkgroup, artist the system, date the local
  start as ``ctime`` writes it.
- Broadcast Wave: ``origination_date`` and ``origination_time``, local.

``creation_time`` is left alone: converters set it to when they ran.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from dispatch.sources import fields
from dispatch.sources.account import SECOND_S, Account, Stamp, UnitMark
from dispatch.sources.names import WRITTEN_LATE_S
from dispatch.values import details

SDRTRUNK_FIELD = re.compile(r"(?:^|;)\s*(Date|System|Site|Name|Decoder|Channel|Frequency):([^;]+)")
TITLE = re.compile(r'(?:[A-Za-z]+[: ]*)?(?P<talkgroup>\d+)\s*(?:\[[^\]]*\])?\s*(?:"(?P<tag>[^"]+)")?.*')
ARTIST = re.compile(r"(?P<unit>\d+)\b\s*(?P<tag>.*)")


def account_by_tags(tags: Mapping[str, str]) -> Account:
    """What the tags say, empty where they say nothing of a call.

    Example:
        >>> said = "Date:2026-01-17 21:30:05.123;System:North;"
        >>> call = account_by_tags({"comment": said, "artist": "4033021 Engine 96"})
        >>> call.source["system"], call.units[0].tag
        ('North', 'Engine 96')
    """
    comment = dict(SDRTRUNK_FIELD.findall(tags.get("comment", "")))
    if "System" in comment or ("Date" in comment and "sdrtrunk" in tags.get("composer", "").lower()):
        return _sdrtrunk(tags, comment)
    moment = _read(tags.get("date", ""), "%a %b %d %H:%M:%S %Y")
    if moment is not None and "artist" in tags and "title" in tags:
        said = {"recorder": "trunk-recorder", "system": tags["artist"], "talkgroup_tag": tags["title"]}
        return Account(details(said), Stamp(moment, SECOND_S, "tags"))
    written = f"{tags.get('origination_date', '')} {tags.get('origination_time', '')}"
    moment = _read(written.replace(":", "-"), "%Y-%m-%d %H-%M-%S")
    return Account(stamp=Stamp(moment, SECOND_S, "tags") if moment else None)


def _sdrtrunk(tags: Mapping[str, str], comment: Mapping[str, str]) -> Account:
    moment = _read(comment.get("Date", ""), "%Y-%m-%d %H:%M:%S.%f")
    title, artist = TITLE.fullmatch(tags.get("title", "")), ARTIST.fullmatch(tags.get("artist", ""))
    said = {
        "recorder": "SDRTrunk",
        "system": fields.text(comment.get("System")),
        "site": fields.text(comment.get("Site")),
        "channel": fields.text(comment.get("Name")),
        "talkgroup": title["talkgroup"] if title else None,
        "talkgroup_tag": fields.text(title["tag"]) if title else None,
        "frequency": fields.whole(comment.get("Frequency")),
        "audio_type": fields.text(comment.get("Decoder")),
    }
    unit = UnitMark(0, artist["unit"], fields.text(artist["tag"])) if artist else None
    return Account(
        details({key: value for key, value in said.items() if value}),
        Stamp(moment, WRITTEN_LATE_S, "tags", at_end=True) if moment else None,
        units=(unit,) if unit else (),
    )


def _read(written: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(written.strip(), form)  # local: it has no zone, on purpose
    except ValueError:
        return None
