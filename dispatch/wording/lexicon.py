"""Closed lists of general English and radio usage that comparing words rests on; no place names."""

from __future__ import annotations

DIGITS = tuple("zero one two three four five six seven eight nine".split())
TEENS = tuple("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())

UNITS = {word: value for value, word in enumerate((*DIGITS, *TEENS))} | {
    "oh": 0,
    "niner": 9,
    "fife": 5,
    "tree": 3,
}
"""Numbers under twenty; "niner", "fife" and "tree" are the ICAO pronunciations."""

SPOKEN_ONLY_AS_DIGIT = {"oh", "fife", "tree"}
"""Number words only between other numbers: "oh, I see" and "a tree down" hold none."""

TENS = {
    word: 10 * (i + 2)
    for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}

ORDINALS = {
    word: value + 1
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
    )
} | {
    "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
    "eightieth": 80, "ninetieth": 90,
}  # fmt: skip

MULTIPLIERS = {"hundred": 100, "thousand": 1000}

FILLERS = frozenset("uh um er ah erm uhm hmm mm mhm eh huh".split())

CONTRACTIONS = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not",
    "ain't": "is not", "let's": "let us", "gonna": "going to", "wanna": "want to", "gotta": "got to",
    "y'all": "you all", "'em": "them", "o'clock": "0 0", "c'mon": "come on", "lemme": "let me",
    "gimme": "give me", "kinda": "kind of", "dunno": "do not know", "ma'am": "madam",
}  # fmt: skip
"""Contractions that are not their parts put together. "o'clock" is the minutes that "7:00" prints."""

CLITICS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "'d", "'s": "'s"}

HOSTS_OF_IS = frozenset(
    "it that he she what there where who here how when this one everybody everyone nobody somebody someone "
    "anybody anyone everything nothing something".split()
)
"""Words whose 's is nearly always "is" or "has"; a noun's may be a possessive."""

ABBREVIATIONS = {
    "ave": "avenue", "av": "avenue", "blvd": "boulevard", "rd": "road", "ln": "lane", "ct": "court",
    "pl": "place", "hwy": "highway", "pkwy": "parkway", "expy": "expressway", "fwy": "freeway",
    "sq": "square", "ter": "terrace", "apt": "apartment", "bldg": "building", "lt": "lieutenant",
    "sgt": "sergeant", "capt": "captain", "ofc": "officer", "det": "detective", "cmdr": "commander",
    "mr": "mister", "mrs": "missus", "nb": "northbound", "sb": "southbound", "eb": "eastbound",
    "wb": "westbound", "ft": "feet", "lbs": "pounds", "min": "minutes", "mins": "minutes",
    "hrs": "hours", "sec": "seconds", "kts": "knots", "approx": "approximately", "dept": "department",
    "ok": "ok", "okay": "ok", "til": "until", "'til": "until", "thru": "through",
    "yeah": "yes", "yep": "yes", "yup": "yes", "affirm": "affirmative", "&": "and", "/": "over",
    "%": "percent", "#": "number", "$": "dollars", "alfa": "alpha", "juliett": "juliet", "whisky": "whiskey",
    "x-ray": "xray", "km": "kilometers", "enroute": "en route", "noone": "nobody", "fl": "flight level",
}  # fmt: skip

TITLE_OR_STREET = {"st": ("saint", "street"), "dr": ("doctor", "drive")}
"""Before a name the first, after one the second."""

COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west", "ne": "northeast", "nw": "northwest",
           "se": "southeast", "sw": "southwest"}  # fmt: skip

PHRASES = {
    ("no", "one"): ("nobody",),
    ("no", "1"): ("nobody",),
    ("no", "body"): ("nobody",),
    ("all", "right"): ("alright",),
    ("mph",): ("miles", "an", "hour"),
    ("per", "hour"): ("an", "hour"),
    ("in", "route"): ("en", "route"),
    ("on", "route"): ("en", "route"),
    ("x", "ray"): ("xray",),
    ("them", "all"): ("all", "of", "them"),
    ("us", "all"): ("all", "of", "us"),
}
"""Several words that are written as one, or one as several."""

STRESSED = frozenset(
    "now here there away behind after before beside next above below over into through past across "
    "back".split()
)
"""What "right" stresses: "right behind us"."""

TURNING = frozenset(
    "turn turned turning turns make makes made making bear bears go goes going went gone keep keeps kept "
    "hang take takes took veer veered swing swung move moved head headed hard a the to on your my our his "
    "her and or left first second next step stepped".split()
)
"""Words behind which it is a direction."""

PHONETIC = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa "
        "quebec romeo sierra tango uniform victor whiskey xray yankee zulu".split(),
        strict=True,
    )
)
"""ICAO spelling alphabet."""

POLICE_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwyz",
        "adam boy charles david edward frank george henry ida john king lincoln mary nora ocean paul queen "
        "robert sam tom union victor william young zebra".split(),
        strict=True,
    )
)
"""The police's spelling alphabet in the United States (APCO project 14); X is said as in the other."""

SOUND_ALIKE = tuple(
    tuple(group.split())
    for group in (
        "to too 2, for four 4, there their, one won 1, by buy bye, hear here, ate 8, right write rite, "
        "wait weight, brake break, brakes breaks, roll role, road rode rowed, lead led, past passed, knew "
        "new, sight site cite, scene seen, pier peer, sail sale, tow toe, route root, know no, heal heel, "
        "plane plain, quay key, quays keys, berth birth, berths births, bow bough, "
        "tide tied, tides tides, aisle isle, altar alter, arc ark, band banned, bale bail, bare bear, "
        "base bass, beach beech, beat beet, blew blue, board bored, boarder border, boulder bolder, "
        "bridle bridal, bury berry, cell sell, cent sent scent, ceiling sealing, chased chaste, coarse "
        "course, cord chord, creek creak, crews cruise, dear deer, die dye, dual duel, earn urn, faint "
        "feint, fair fare, feet feat, find fined, fir fur, flair flare, flea flee, flew flue flu, flour "
        "flower, foul fowl, freeze frees, gate gait, grate great, guest guessed, hair hare, "
        "hanger hangar, hangers hangars, hay hey, higher hire, hoarse horse, hole whole, hours ours, hour "
        "our, idle idol, in inn, knight night, lane lain, leak leek, leaks leeks, load lode, loan lone, "
        "made maid, mail male, main mane, mains manes, manner manor, marshal martial, mantel mantle, meat "
        "meet, miner minor, mist missed, morning mourning, oar or, oars ores, packed pact, pail pale, "
        "pain pane, pair pear, patience patients, pause paws, peace piece, peak peek, pedal peddle, pole "
        "poll, poles polls, pray prey, presence presents, principal principle, rain reign rein, raise "
        "rays, rap wrap, rapped wrapped, real reel, ring wring, sea see, seas sees seize, seam seem, serf "
        "surf, sew so, shear sheer, side sighed, sole soul, some sum, son sun, stair stare, stairs "
        "stares, stake steak, steal steel, stationary stationery, straight strait, straits "
        "straights, suite sweet, tail tale, taught taut, team teem, tear tier, tern turn, threw through, "
        "throne thrown, time thyme, tract tracked, troop troupe, troops troupes, vale veil, vain vein, "
        "wade weighed, wail whale, waist waste, ware wear, way weigh, weak week, weather whether, which "
        "witch, whine wine, whirled world, wood would, yoke yolk"
    ).split(", ")
)
"""Words that sound the same: which of them the recogniser wrote says nothing."""

CONTRACTED_ALIKE = {
    ("we", "are"): ("were",), ("you", "are"): ("your", "yore"), ("they", "are"): ("their", "there"),
    ("it", "is"): ("its",), ("who", "is"): ("whose",), ("there", "is"): ("theirs",), ("let", "us"): ("lets",),
    ("i", "will"): ("aisle", "isle"), ("he", "will"): ("heel", "heal"), ("we", "would"): ("weed",),
    ("we", "had"): ("weed",),
}  # fmt: skip
"""Contractions, taken apart, and the words that sound like them: "Engine 64 were on Ferris"."""

PAST_FORMS = {
    form: base
    for base, forms in {
        "send": "sent", "hold": "held", "find": "found", "leave": "left", "drive": "drove driven",
        "keep": "kept", "come": "came", "go": "went gone", "take": "took taken", "give": "gave given",
        "break": "broke broken", "lose": "lost", "bring": "brought", "catch": "caught", "feel": "felt",
        "make": "made", "meet": "met", "run": "ran", "see": "saw seen", "stand": "stood", "strike": "struck",
        "write": "wrote written", "speak": "spoke spoken", "wake": "woke woken", "fall": "fell fallen",
        "fly": "flew flown", "get": "got gotten", "tell": "told", "say": "said", "lie": "lay lain",
        "begin": "began begun", "know": "knew known", "ride": "rode ridden", "steal": "stole stolen",
        "shoot": "shot", "swim": "swam", "sink": "sank sunk", "throw": "threw thrown",
        "freeze": "froze frozen", "bleed": "bled", "hear": "heard", "pay": "paid", "hang": "hung",
        "feed": "fed", "fight": "fought", "think": "thought", "buy": "bought", "sleep": "slept",
        "wear": "wore worn", "sit": "sat", "stick": "stuck", "build": "built", "spend": "spent",
        "bend": "bent", "ring": "rang rung", "drink": "drank drunk", "eat": "ate eaten",
        "hide": "hid hidden", "rise": "rose risen", "slide": "slid", "tear": "tore torn",
        "blow": "blew blown", "grow": "grew grown", "draw": "drew drawn", "choose": "chose chosen",
        "swing": "swung", "sell": "sold", "understand": "understood", "become": "became",
    }.items()
    for form in forms.split()
}  # fmt: skip
"""Past tense and participle of verbs that do not make them with "ed", each with its base form."""

POSITIONS = frozenset("command ic staging triage interior operations lookout".split())
"""Names that units take on for the length of an incident."""

TITLES = frozenset(
    "foreman sergeant sarge lieutenant captain cap chief boss leader supervisor commander officer inspector "
    "skipper coxswain medical safety sector".split()
)
"""What people in the field are called instead of a call sign, where a pause or a call sign follows."""

OFFICES = POSITIONS | TITLES
"""Names that a unit with a number of its own may have besides."""
