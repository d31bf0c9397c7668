"""What DSDPlus says of a call, which is all in its name: it writes no file beside it.

The folder is the local date (``1R-Record/20260117``), the name the time, a running number, the protocol, the
network, its channel, the kind of call, for whom and by whom, either with its name in brackets:
``213005_001_P25(BS)_BEE00.37D-1.5_GC_1285[Fire_Disp]_3150006[Engine_96]``. The time is read with every other
time in a dated folder.
"""

from __future__ import annotations

import re

from dispatch.sources import fields
from dispatch.sources.account import Account, UnitMark
from dispatch.values import details

NAME = re.compile(
    r"\d{6}_\d+_(?P<protocol>[^_\[\]]+)_(?P<network>[^_\[\]]*)(?P<channel>(?:_[^_\[\]]+)*?)_(?P<kind>[A-Z]C)"
    r"_(?P<target>\d+)(?:\[(?P<target_name>[^\]]*)\])?_(?P<unit>\d+)(?:\[(?P<unit_name>[^\]]*)\])?"
)
GROUP_CALL = "GC"
"""Any other kind is for a radio and not for a talkgroup."""
SLOT = re.compile(r"_Slot(\d)")


def account_by_dsdplus(stem: str) -> Account | None:
    """What such a name says but for the time; None where it is none.

    Example:
        >>> call = account_by_dsdplus("213005_001_DMR(BS)_1-899_DCC2_Slot1_GC_750[Fire_Disp]_52[---]")
        >>> call.source["talkgroup_tag"], call.source["site"], call.units[0].id
        ('Fire Disp', '899', '52')
    """
    match = NAME.fullmatch(stem)
    if match is None:
        return None
    group = match["target"] if match["kind"] == GROUP_CALL and int(match["target"]) else None
    system, _, site = match["network"].partition("-")
    slot = SLOT.search(match["channel"])
    said = {
        "recorder": "DSDPlus",
        "system": fields.text(system),
        "site": fields.text(site),
        "slot": slot[1] if slot else None,
        "talkgroup": group,
        "talkgroup_tag": _name(match["target_name"]) if group else None,
        "audio_type": match["protocol"],
    }
    unit = UnitMark(0, match["unit"], _name(match["unit_name"])) if int(match["unit"]) else None
    return Account(
        details({key: value for key, value in said.items() if value}), units=(unit,) if unit else ()
    )


def _name(written: str | None) -> str | None:
    """A name in brackets, None where it is made of signs alone, which stand for none."""
    named = re.search(r"[^\W_]", written or "")
    return fields.text((written or "").replace("_", " ")) if named else None
