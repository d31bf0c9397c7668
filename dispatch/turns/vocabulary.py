"""Words of radio procedure, as the services' own manuals and phrase books use them.

Sources: ICAO Doc 4444 chapter 12 and CAP 413 (air traffic), ITU and IMO SMCP (marine), APCO and NIMS plain
language (police, fire, EMS), RSSB GERT8000 (rail). The lists hold what all services share, not the names
of any place.
"""

from __future__ import annotations

FACILITIES = frozenset(
    {
        ("dispatch",), ("dispatcher",), ("control",), ("central",), ("squad",), ("ground",), ("tower",),
        ("approach",), ("departure",), ("center",), ("centre",), ("radar",), ("radio",), ("base",),
        ("headquarters",), ("county",), ("comm",), ("comms",), ("communications",), ("medcom",),
        ("medcontrol",), ("operator",), ("delivery",), ("clearance",), ("director",), ("apron",),
        ("signaller",), ("signaler",), ("despatch",), ("zone",), ("desk",), ("metro",), ("firecom",),
        ("coastguard",), ("coast", "guard"), ("coast", "gard"), ("fire", "alarm"), ("fire", "control"),
        ("med", "com"),
        ("med", "control"), ("net", "control"), ("rail", "control"), ("radio", "control"),
        ("this", "batch"), ("this", "patch"), ("dis", "patch"),
        ("operations", "center"), ("operations", "centre"), ("control", "center"), ("control", "centre"),
        ("ground", "control"), ("system", "operator"), ("port", "control"), ("traffic", "control"),
    }
)  # fmt: skip
"""What units call the console, and what recognisers make of "dispatch"."""

STATIONS = frozenset("sector harbor harbour ops".split())
"""Before a number these are units ("Sector 3", "Harbour 2"). Called by themselves they are a console: a coast
guard's sector, a port, an operations desk."""

CHIEFS = frozenset("county metro zone base tower".split())
"""Before a single digit these are units, too ("County 3" is who leads a county's deputies): hardly a unit
that calls the console has one digit for a name."""

FACILITY_HEADS = frozenset("control dispatch tower ground radio approach departure center centre".split())
"""With any name before them these are a console too: "bus control", "Denver approach"."""

KINDS = (
    "adam air als ambulance battalion beat bls boat boy branch brush bus captain car cessna chief company "
    "crew detective division dozer edward engine fire forestry gang group harbor harbour hazmat "
    "helicopter ladder leader lieutenant lifeguard lincoln lineman loco marine medic medivac november "
    "operator ops patrol pilot plow pumper quint rescue route safety sector sergeant shuttle sierra "
    "speedbird squad squadron supervisor sweeper tanker team tech traffic train tram troubleman truck tug "
    "unit utility van vehicle vessel "
).split()
VARIANTS = {
    "ambo": "ambulance",
    "battalions": "battalion",
    "cars": "car",
    "crews": "crew",
    "engines": "engine",
    "copter": "helicopter",
    "helo": "helicopter",
    "locomotive": "loco",
    "medics": "medic",
    "medica": "medic",
    "medevac": "medivac",
    "plough": "plow",
    "tender": "tanker",
    "trains": "train",
    "trucks": "truck",
    "units": "unit",
}
UNIT_KINDS = {kind: kind for kind in KINDS} | VARIANTS
"""Words that say what kind of unit a number is, each with the form it is written in."""

PHONETIC = frozenset(
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike "
    "november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu".split()
)

EVERYBODY = frozenset({"all", "any", "every"})

ACKNOWLEDGEMENTS = frozenset(
    "copy copied roger thanks thank affirmative affirm negative received understood okay ok yes yeah "
    "correct wilco confirming confirmed".split()
)

GREETINGS = frozenset("hello hey hi good morning afternoon evening and uh um well".split())

MEASURES = frozenset(
    "unit units people person persons patient patients minute minutes mile miles hour hours second "
    "seconds north south east west block blocks street avenue road more acre acres percent foot feet "
    "meter meters metre metres yard yards total vehicle vehicles car cars parts per degrees knots "
    "gallons pounds psi am pm story floor floors years year old male female of out or ambulances "
    "engines additional other alarm victims subjects subject suspects suspect times passengers "
    "customers spans shots thousand hundred".split()
)
"""After a number, these make it a count, an address or a measure, and no call sign."""

NO_PLURALS = frozenset(
    "this does always across less unless pass cross press yes copies shows clears advises requests reports "
    "arrives needs wants goes says has was its".split()
)
"""Words in -s after a number that count nothing."""

ORDERS = frozenset(
    "take hold stand standby go proceed respond use switch tell say confirm stay keep head open close test "
    "verify hang call check start stop search make give get put send clear report contact monitor "
    "squawk turn climb descend maintain taxi line cross expect reduce increase cancel return disregard "
    "advise repeat continue move bring stage cover meet show treat do leave watch wait back push enter "
    "follow fly vacate acknowledge come pull assist notify complete secure reset isolate".split()
)
"""Verbs that begin an order."""

FIRST_PERSON = frozenset("i we me us my our".split())
SECOND_PERSON = frozenset("you your".split())

STATUS = frozenset(
    "responding rolling arriving arrived underway proceeding holding requesting request returning "
    "available clear staged staging complete heading coming leaving standing turning unloaded ready "
    "looking transporting enroute inbound outbound established passing backing searching starting "
    "stretching".split()
)
"""Words with which a unit says what it is doing."""

NO_KINDS = frozenset(
    "a an the and or but to from for in on at of by with is are was be it that this there here we i you "
    "they he she about around over under near past until till after before level channel apartment "
    "floor number stand box tag section runway taxiway gate door line mile exit room code phase zone "
    "position stage alarm highway interstate not no all any only just still another first last next got "
    "have has had get give make take see copy roger affirmative negative hold zero point than then when "
    "if as so up down out off eta".split()
)
"""Words before a number that make it no call sign."""
