"""The words by which an article tells that somebody speaks, call signs, and marks of titles."""

from __future__ import annotations

import re


def any_of(words: str) -> str:
    """A pattern for any of a comma-separated list, line breaks aside, the longest first."""
    words = " ".join(words.split())
    return "|".join(sorted((word.strip() for word in words.split(",")), key=len, reverse=True))


CALL_SIGN = re.compile(
    r"\b(?:(?:Engine|Ladder|Truck|Tower|Medic|Rescue|Squad|Battalion|Unit|Car|Tug|Train|Ambulance|Boat|Bus|"
    r"Air|"
    r"Tanker|Brush|Quint|Hazmat|Patrol|Command|Sector|Division|Group|Chief|Marine|Helicopter|Cruiser|Fire|"
    r"Ops|"
    r"Adam|Baker|Boy|Charles|David|Edward|Frank|George|Henry|Ida|John|King|Lincoln|Mary|Nora|Ocean|Paul|"
    r"Queen|"
    r"Robert|Sam|Tom|Union|Victor|William|Young|Zebra|Alpha|Bravo|Charlie|Delta|Echo|Foxtrot|Skylane|Cessna|"
    r"Speedbird|Flight|Metro|Run|Block|Truck Company|Engine Company|Medic Unit)[- ]\d[\w-]*"
    r"|(?:Adam|Baker|Charles|David|Edward|Frank|George|Henry|Ida|John|King|Lincoln|Mary|Nora|Ocean|Paul|"
    r"Queen|Robert|"
    r"Sam|Tom|Union|Victor|William|Zebra|Alpha|Bravo|Charlie|Delta|Echo|Foxtrot|Kilo|Sierra|Tango|Whiskey|"
    r"X-?ray|Yankee|"
    r"Zulu|Solo|Unit|Team|Car|Engine|Medic|Rescue|Helimed)[- ](?:One|Two|Three|Four|Five|Six|Seven|Eight|"
    r"Nine)(?:[- ](?:One|"
    r"Two|Three|Four|Five|Six|Seven|Eight|Nine)){0,2}"
    r"|[AKNW][A-Z]?\d[A-Z]{1,3}|Division [A-Z]\w*|\d{1,2}-(?:[A-Z][a-z]+)-\d{1,3}|\d-[A-Z]-\d{1,3})\b"
)
VAGUE = re.compile(
    r"\b(?:(?:an?|another|one|the|second|third|unidentified|unknown|male|female|man’s|man's|woman’s|"
    r"woman's)\s+)*"
    r"(?:voices?|someone|somebody|speaker|unidentified person)\b",
    re.IGNORECASE,
)
_VERBS = r"""
    said, says, say, saying, told, tells, tell, telling, asked, asks, ask, asking, replied, replies,
    replying, answered, answers, answering,
    added, adds, adding, repeated, repeats, reported, reports, reporting, radioed, radios, radioing,
    announced, announces, announcing,
    advised, advises, advising, instructed, instructs, instructing, ordered, orders, ordering, warned,
    warns, warning, relayed, relays,
    relaying, confirmed, confirms, acknowledged, acknowledges, responded, responds, transmitted, transmits,
    transmitting, shouted, shouts,
    yelled, yells, whispered, whispers, insisted, insists, explained, explains, recalled, recalls, wrote,
    writes, posted, tweeted,
    testified, testifies, stated, states, noted, notes, argued, argues, claimed, claims, contends,
    contended, provides, continued,
    continues, reads, read, cautioned, cautions, directed, directs, directing, requested, requests,
    requesting, assured, assures,
    broadcast, broadcasts, called, calls, calling, declared, declares, informed, informs, snapped, barked,
    pleaded, pleads, begged, begs,
    screamed, screams, cried, cries, muttered, mutters, observed, remarked, remarks, joked, quipped,
    conceded, concedes, admitted, admits,
    denied, denies, urged, urges, demanded, demands, commanded, echoed, echoes, concluded, interjected,
    interrupted, volunteered,
    queried, queries, inquired, counters, countered, offered, offers, promised, promises, predicted,
    estimated, suggested, suggests,
    summoned, stressed, complained, complains, revealed, mentioned, described, describes, believed, sounded,
    signed, signs,
    came, comes, shot back, fired back, deadpanned, blurted, pressed, offered up, cut in, cuts in,
    broke in, breaks in, came back, comes back, called in, calls in,
    marked up, went out, crackled,
    crackles, goes, did, gave, captured, heard, hear, put it, puts it, thinks, sent, blasted, praised,
    slammed, criticized, condemns,
    condemned, texted, emailed, e-mailed, dubbed, termed, began, begins, went on, radioes, voiced,
    fires back, shoots back, retorts, retorted, snaps, barks, thundered,
    thunders, bellowed, bellows, hollered, hollers, croaked, croaks, growled, growls, murmured, murmurs,
    sighed, sighs,
    gasped, gasps, sobbed, sobs, exclaimed, exclaims, pipes up, piped up, chimes in, chimed in, jumps in,
    jumped in,
    comes on, came on, gets on, got on, keyed up, keys up, held, holds, ruled, rules, remarking, disputes,
    disputed, rejects, rejected,
    characterizes, characterized, characterises, characterised, labels, tries, tried again, tries again,
    orders, wondered,
    wonders, ventured, offers, prompts, prompted, presses, corrected, corrects, cleared,
    clears, messaged, submitted, tones out, toned out, pages out, paged out, puts out, put out"""
SPEECH = re.compile(rf"(?<![\w’'-])(?:{any_of(_VERBS)})(?![\w-])", re.IGNORECASE)
PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|got)\s+(?:\w+ly\s+|also\s+|then\s+)?(?:told|ordered|instructed|"
    r"advised|directed|warned|informed|asked|assured|cleared)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(he|she|they|it|i|you|we)\b", re.IGNORECASE)
BY = re.compile(r"\b(?:from|by)\s+(?P<who>[^,.;:]{3,60})")
TITLE_WORDS = re.compile(
    r"\b(?:titled|entitled|headlined?|dubbed|nicknamed|named|known as|so-called|the (?:word|term|phrase|"
    r"title|nickname|slogan|motto)|the whole|meaning|spelled|labell?ed|marked|"
    r"identified (?:\w+ ){0,4}as)\W*$",
    re.IGNORECASE,
)
