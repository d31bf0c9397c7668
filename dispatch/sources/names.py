"""What the name of a recording says, by the habits of the programs that name them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePath

from dispatch.sources import fields
from dispatch.sources.account import HOUR_S, MINUTE_S, SECOND_S, Account, Stamp, UnitMark, at_epoch
from dispatch.sources.dsdplus import account_by_dsdplus
from dispatch.values import details

FEED_DELAY_S = 120.0
"""A Broadcastify archive begins within the minute in its name; encoder and feed add up to another."""
WRITTEN_LATE_S = 5.0
"""SDRTrunk names a call when it writes it: after its end, and after waiting whether it goes on."""

TRUNK_RECORDER = re.compile(
    r"(?P<talkgroup>\d{1,8})-(?P<epoch>[1-3]\d{9})_(?P<hz>\d{6,10}|\d+(?:\.\d+)?e\+?\d+)(?:\.(?P<slot>\d))?"
    r"(?:-call_\d+)?(?:\D.*)?"
)
"""``11619-1539052672_856987500.0-call_42``: talkgroup, seconds since 1970, hertz, time slot."""
OPENMHZ = re.compile(r"(?:(?P<system>[A-Za-z0-9]+)-)?(?P<talkgroup>\d{1,8})-(?P<epoch>[1-3]\d{9})")
"""``dcfd-11619-1539052672``."""
BROADCASTIFY_CALLS = re.compile(r"(?P<epoch>[1-3]\d{9})-(?P<talkgroup>\d{1,8})")
"""``1768707005-512``: seconds since 1970, talkgroup."""
BROADCASTIFY = re.compile(r"(?P<time>20\d{10})-\d+-(?P<feed>\d{1,7})")
"""``202404170021-373175-5318``: minutes, a number, the feed."""
SDRTRUNK = re.compile(
    r"(?P<time>20\d{6}_\d{6})_?(?P<where>.*?)__?TO_(?:[A-Za-z]+_?)?(?P<talkgroup>\d+)[^_]*(?:_FROM_(?P<unit>\d+).*)?.*"
)
"""``20260117_213005_North_Site 1_Control__TO_41003_FROM_4033021_V2``."""
AIRBAND = re.compile(r"(?P<where>.*)_(?P<time>20\d{6}_\d{6}|20\d{6}_\d\d)(?:_(?P<hz>\d{7,10}))?")
"""RTLSDR-Airband: ``tower_20260117_213005_118700000``, or ``tower_20260117_21`` for a whole hour."""
ANY_TIME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<dash>[-_.]?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)[-_T .]"
    r"(?P<hour>\d\d)(?P<colon>[-:_.]?)(?P<minute>\d\d)(?:(?P=colon)(?P<second>\d\d))?"
    r"(?P<half>(?:[ _]?[Pp]| ?[Aa])[Mm](?![A-Za-z]))?"
    r"(?P<zone>Z|[+-](?:0\d|1[0-4]):?(?:00|15|30|45)|[ _]?(?:UTC|GMT)(?![A-Za-z]|[+-]?\d))?(?!\d)"
)
"""``20260117-2130``, ``2026-01-17T21-30-05Z``, ``20260117_213005-0600``, ``20260117_213005UTC``,
``2026-01-17 09-30-05 PM`` and their like. ``_AM`` is more often a modulation than a half of the day."""
COMPACT = re.compile(r"(?<!\d)(?P<time>20\d{12})(?!\d)")
"""``20260117213005``."""
TIME_FIRST = re.compile(r"(?P<time>\d{6})(?!\d).*")
DATED_FOLDER = re.compile(r"(?:.*\D)?(?P<date>20\d\d-?\d\d-?\d\d)")


def account_by_name(path: PurePath) -> Account:
    """What a name says, empty where it says nothing.

    Example:
        >>> call = account_by_name(PurePath("11619-1539052672_856987500.0-call_42.wav"))
        >>> call.source["talkgroup"], call.stamp.moment.isoformat()
        ('11619', '2018-10-09T02:37:52+00:00')
    """
    for pattern, read in PATTERNS:
        match = pattern.fullmatch(path.stem)
        account = read(match) if match else None
        if account is not None:
            return account
    plain, dsdplus = _plain(path), account_by_dsdplus(path.stem)
    return replace(dsdplus, stamp=plain.stamp) if dsdplus is not None else plain


def _trunk_recorder(match: re.Match[str]) -> Account | None:
    stamp = _since_1970(match["epoch"])
    said = {"talkgroup": match["talkgroup"], "frequency": fields.whole(match["hz"])}
    if match["slot"]:
        said["slot"] = match["slot"]
    known = {"recorder": "trunk-recorder", **{key: value for key, value in said.items() if value}}
    return Account(details(known), stamp) if stamp else None


def _openmhz(match: re.Match[str]) -> Account | None:
    stamp = _since_1970(match["epoch"])
    said = {"recorder": "OpenMHz", "system": match["system"], "talkgroup": match["talkgroup"]}
    return Account(details({key: value for key, value in said.items() if value}), stamp) if stamp else None


def _broadcastify_calls(match: re.Match[str]) -> Account | None:
    stamp = _since_1970(match["epoch"])
    source = details({"recorder": "Broadcastify Calls", "talkgroup": match["talkgroup"]})
    return Account(source, stamp) if stamp else None


def _broadcastify(match: re.Match[str]) -> Account | None:
    moment = _moment(match["time"], "%Y%m%d%H%M")
    source = details({"recorder": "Broadcastify", "feed": match["feed"]})
    return Account(source, Stamp(moment, FEED_DELAY_S, "filename")) if moment else None


def _sdrtrunk(match: re.Match[str]) -> Account | None:
    moment = _moment(match["time"], "%Y%m%d_%H%M%S")
    if moment is None:
        return None
    channel = fields.text(match["where"].strip("_").replace("_", " "))
    said = {"recorder": "SDRTrunk", "channel": channel, "talkgroup": match["talkgroup"]}
    return Account(
        details({key: value for key, value in said.items() if value}),
        Stamp(moment, WRITTEN_LATE_S, "filename", at_end=True),
        units=(UnitMark(0, match["unit"]),) if match["unit"] else (),
    )


def _airband(match: re.Match[str]) -> Account | None:
    whole_hour = len(match["time"]) == len("20260117_21")
    moment = _moment(match["time"], "%Y%m%d_%H" if whole_hour else "%Y%m%d_%H%M%S")
    if moment is None or not (whole_hour or match["hz"]):
        return None
    said = {"channel": fields.text(match["where"]), "frequency": fields.whole(match["hz"])}
    source = details({key: value for key, value in said.items() if value})
    return Account(source, Stamp(moment, HOUR_S if whole_hour else SECOND_S, "filename"))


Reader = Callable[["re.Match[str]"], "Account | None"]
PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (TRUNK_RECORDER, _trunk_recorder),
    (OPENMHZ, _openmhz),
    (BROADCASTIFY_CALLS, _broadcastify_calls),
    (BROADCASTIFY, _broadcastify),
    (SDRTRUNK, _sdrtrunk),
    (AIRBAND, _airband),
)


def _plain(path: PurePath) -> Account:
    """Any name with a date and a time in it, or with a time in a folder with a date."""
    match = ANY_TIME.search(path.stem)
    if match is not None:
        date = [int(match[part]) for part in ("year", "month", "day")]
        time = [_hour(match), int(match["minute"]), int(match["second"] or 0)]
        moment = _moment("".join(f"{part:02d}" for part in (*date, *time)), "%Y%m%d%H%M%S")
        if moment is not None:
            moment = _zoned(moment, match["zone"])
            return Account(stamp=Stamp(moment, SECOND_S if match["second"] else MINUTE_S, "filename"))
    compact = COMPACT.search(path.stem)
    if compact is not None:
        moment = _moment(compact["time"], "%Y%m%d%H%M%S")
        return Account(stamp=Stamp(moment, SECOND_S, "filename") if moment else None)
    folder, name = DATED_FOLDER.fullmatch(path.parent.name), TIME_FIRST.fullmatch(path.stem)
    if folder and name:
        moment = _moment(folder["date"].replace("-", "") + name["time"], "%Y%m%d%H%M%S")
        return Account(stamp=Stamp(moment, SECOND_S, "filename") if moment else None)
    return Account()


def _hour(match: re.Match[str]) -> int:
    """The hour of 24; that of a twelve-hour clock where AM or PM stands behind it and it can be one."""
    hour, half = int(match["hour"]), (match["half"] or "").upper()
    if not half or not 1 <= hour <= 12:
        return hour
    return hour % 12 + (12 if half.endswith("PM") else 0)


def _moment(written: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(written, form)  # local: it has no zone, on purpose
    except ValueError:
        return None


def _zoned(moment: datetime, zone: str | None) -> datetime:
    if zone is None:
        return moment
    if zone.strip(" _") in {"Z", "UTC", "GMT"}:
        return moment.replace(tzinfo=UTC)
    digits = zone[1:].replace(":", "")
    return datetime.fromisoformat(f"{moment.isoformat()}{zone[0]}{digits[:2]}:{digits[2:]}")


def _since_1970(seconds: str) -> Stamp | None:
    found = fields.moment_ms(int(seconds))
    return Stamp(at_epoch(found[0]), SECOND_S, "filename") if found else None
