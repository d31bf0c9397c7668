"""How each radio system names things in the JSON of a call. Facts of their formats, as one table.

- trunk-recorder: ``start_time`` in seconds, lately ``start_time_ms`` as well; ``srcList`` and ``freqList``, a
  row for each transmission; ``src`` is -1 where no id was decoded.
- rdio-scanner: the fields of its call upload, ``dateTime`` in seconds or ISO 8601 or ``timestamp`` in
  milliseconds, ``sources`` (``src``, ``pos``) or ``units`` (``id``, ``label``, ``offset``), ``frequencies``.
- OpenMHz: its calls (``talkgroupNum``, ``time``, ``srcList``) and its upload fields (``talkgroup_num``,
  ``start_time``, ``source_list``).
- Broadcastify Calls: what its calls interface says of a call, ``meta_starttime``, ``call_tg``, ``call_src``,
  ``call_freq`` in megahertz; ``metadata`` holds what the recorder wrote, ``ts`` is when the call arrived.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Dialect:
    """Names of one system's fields; where there are several, the first that says something counts."""

    name: str
    known_by: tuple[str, ...]
    """A file that has one of these keys is of this system."""
    start: tuple[str, ...]
    stop: tuple[str, ...]
    length: tuple[str, ...]
    """Of the sound, seconds."""
    units: tuple[str, ...]
    unit_id: tuple[str, ...]
    unit_at: tuple[str, ...]
    unit_tag: tuple[str, ...]
    frequencies: tuple[str, ...]
    labels: tuple[tuple[str, tuple[str, ...]], ...]
    """What goes into ``recording.source``, each with the fields it may come from."""
    single_unit: tuple[str, ...] = ()
    local_start: tuple[str, ...] = ()
    """Those of ``start`` that may be in local time, without a zone."""


TRUNK_RECORDER = Dialect(
    name="trunk-recorder",
    known_by=("srcList", "freqList", "short_name", "talkgroup_tag", "start_time_ms", "call_num"),
    start=("start_time_ms", "start_time"),
    stop=("stop_time_ms", "stop_time"),
    length=("call_length",),
    units=("srcList",),
    unit_id=("src",),
    unit_at=("pos",),
    unit_tag=("tag", "tag_ota"),
    frequencies=("freqList",),
    labels=(
        ("system", ("short_name",)),
        ("talkgroup", ("talkgroup",)),
        ("talkgroup_tag", ("talkgroup_tag",)),
        ("talkgroup_description", ("talkgroup_description",)),
        ("talkgroup_group", ("talkgroup_group",)),
        ("talkgroup_category", ("talkgroup_group_tag",)),
        ("frequency", ("freq",)),
        ("audio_type", ("audio_type",)),
    ),
)

RDIO_SCANNER = Dialect(
    name="rdio-scanner",
    known_by=("dateTime", "systemLabel", "talkgroupLabel", "sources", "units", "timestamp", "audioName"),
    start=("timestamp", "dateTime"),
    stop=(),
    length=(),
    units=("units", "sources"),
    unit_id=("id", "src"),
    unit_at=("offset", "pos"),
    unit_tag=("label", "tag"),
    frequencies=("frequencies",),
    labels=(
        ("system", ("systemLabel", "system")),
        ("site", ("siteLabel", "site")),
        ("talkgroup", ("talkgroup",)),
        ("talkgroup_tag", ("talkgroupLabel",)),
        ("talkgroup_description", ("talkgroupName",)),
        ("talkgroup_group", ("talkgroupGroup",)),
        ("talkgroup_category", ("talkgroupTag",)),
        ("frequency", ("frequency",)),
    ),
    single_unit=("unit", "source"),
    local_start=("dateTime",),
)

OPENMHZ = Dialect(
    name="OpenMHz",
    known_by=("talkgroupNum", "talkgroup_num", "objectKey", "shortName"),
    start=("start_time", "time"),
    stop=("stop_time",),
    length=("len", "call_length"),
    units=("srcList", "source_list"),
    unit_id=("src",),
    unit_at=("pos",),
    unit_tag=("tag",),
    frequencies=("freqList",),
    labels=(
        ("system", ("shortName",)),
        ("talkgroup", ("talkgroupNum", "talkgroup_num")),
        ("frequency", ("freq",)),
    ),
)

BROADCASTIFY_CALLS = Dialect(
    name="Broadcastify Calls",
    known_by=("meta_starttime", "call_tg", "call_src_key"),
    start=("meta_starttime", "start_time"),
    stop=("meta_stoptime", "stop_time"),
    length=("call_duration",),
    units=("srcList",),
    unit_id=("src",),
    unit_at=("pos",),
    unit_tag=("tag",),
    frequencies=("freqList",),
    labels=(
        ("system", ("short_name", "systemId")),
        ("site", ("siteId",)),
        ("talkgroup", ("call_tg", "talkgroup")),
        ("talkgroup_tag", ("display", "talkgroup_tag")),
        ("talkgroup_description", ("descr", "talkgroup_description")),
        ("talkgroup_group", ("grouping", "talkgroup_group")),
        ("talkgroup_category", ("talkgroup_group_tag",)),
        ("frequency", ("freq", "call_freq")),
        ("audio_type", ("audio_type",)),
    ),
    single_unit=("call_src",),
)

DIALECTS = (BROADCASTIFY_CALLS, OPENMHZ, TRUNK_RECORDER, RDIO_SCANNER)
"""In this order, as the first two may have a ``srcList`` too."""


def dialect_of(found: Mapping[str, Any]) -> Dialect | None:
    """The system that writes such files.

    Example:
        >>> dialect_of({"srcList": [], "talkgroup": 11}).name, dialect_of({"claims": []}) is None
        ('trunk-recorder', True)
    """
    return next((dialect for dialect in DIALECTS if any(key in found for key in dialect.known_by)), None)
