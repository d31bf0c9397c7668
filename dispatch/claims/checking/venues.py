"""Where words were heard: on the air or on a recording, or in some other place, each with its reason."""

from __future__ import annotations

import re

RECORDING_SUBJECT = re.compile(
    r"\b(?:recordings?|audio|tapes?|radio(?: traffic| transmissions?| calls?| logs?)?|transmissions?|"
    r"scanner|footage|clip|"
    r"(?:body[- ]?)?cam(?:era)?(?: video| footage| audio)?)\b",
    re.IGNORECASE,
)
RADIOS = (
    r"\bradio(?:ed|ing)\b|(?<!new )(?<!the )(?<!their )(?<!our )(?<!two )(?<!of )(?<!handheld )(?<!portable )"
    r"(?<!police )\bradios\b(?! (?:were|are|had|have|did|do|that)\b)"
)
"""The verb, and not the things."""
_WORD_AHEAD = r"\b(?=\w)"
"""Tried before many words, it passes over the places where none begins, in a third of the time."""
ON_AIR = re.compile(
    rf"{_WORD_AHEAD}(?:\bradio\b|{RADIOS}|"
    r"\bover the (?:air|radio|channel|speaker|net)\b|\bon (?:the )?(?:air|radio|"
    r"channel|frequency|tape|scanner)\b|\bon (?:all|both|every|the same|another) (?:channels?|frequenc(?:y|"
    r"ies))\b"
    r"|\b(?:on|over|via) (?:the |a |an |their |its )?(?:(?!news|tv|youtube|telegram|discovery|weather|"
    r"history|slack|"
    r"video|cable|"
    r"political|diplomatic|english|bristol)[\w’'-]+ ){0,3}(?:channel|talkgroup|radio net)\b"
    r"|\bon (?:the|that) call\b|\bon channel \d+|"
    r"\b(?:tac|tactical|fire|dispatch|ground|working|tower|police|marine|county|"
    r"main) (?:channel|frequency)\b"
    r"|\bchannel \d+\b|\bfrequency\b|\bscanner\b|\b(?:dispatch|radio|police|fire|911|emergency|traffic|"
    r"scanner|the|released|posted) "
    r"(?:audio|recordings?|tapes?)\b|\brecord(?:ings?|ed)\b|\baudio\b|\btapes?\b|\btransmi(?:ssions?|ts?|"
    r"tted|tting)\b|\btalkgroup\b"
    r"|\baccording to (?:an?|the) (?:\w+ )?transcript\b"
    r"|\btranscripts? of (?:the |a |their )?(?:\w+ )?(?:calls?|radio|recordings?|communications?|exchange|"
    r"conversation|transmissions?)\b|\b(?:he|she|they|it)['’](?:s|re) heard\b"
    r"|\b(?:is|are|was|were|be|being|you) (?:clearly |also |then )?hear[d]?\b|\bcan (?:be heard|hear)\b|"
    r"\b(?:you|I|we) (?:could |can )?hear\b"
    r"|\bmark(?:s|ed) up\b|\bkey(?:s|ed) (?:up|the mic\w*)\b|\b(?:came|comes) back on\b|\b(?:cut|cuts|"
    r"broke|breaks) in\b|\bcall(?:s|ed)? in\b"
    r"|\bbod(?:y|ycam)[- ]?(?:worn )?cam(?:era)?s?\b|\bdash[- ]?cam\w*|\bcockpit voice recorder\b|"
    r"\bintercom\b|\b(?:911|999|emergency) call\b"
    r"|\b(?:told|tells|telling) (?:the )?(?:dispatch(?:ers?)?|control(?:lers?)?|tower|command)\b|"
    r"\bmayday\b|\bover (?:marine|VHF) radio\b|\bmegaphone\b)",
    re.IGNORECASE,
)
RADIO_VERB = re.compile(
    rf"{_WORD_AHEAD}(?:{RADIOS}|"
    r"\b(?:transmit(?:s|ted|ting)|call(?:ed|s) in|mark(?:ed|s) up|(?:c[ao]mes?|g[eo]ts?) "
    r"on (?:the )?(?:line|radio|air|channel|horn|frequency)|key(?:ed|s) (?:up|(?:his|her|their|the)(?: "
    r"own)? (?:mic\w*|set|radio))|broke in|"
    r"breaks in|cut in|cuts in|came back on|over the air)\b)",
    re.IGNORECASE,
)
RADIO_STATION = re.compile(
    r"\b(?:public|local|talk|commercial|national|community|news|sports|FM|AM|BBC|NPR|"
    r"[KW][A-Z]{2,3}) radio\b|\bradio (?:station|show|host|interview|"
    r"programme|program|presenter|personality|ad|\d)\b|"
    r"\b(?:told|to|on(?! the radio,)) (?!(?:\w+ )?(?:over|by|on|via) )[\w.’' "
    r"]{0,20}\bradio\b(?= on| in|"
    r" that|,| this)",
    re.IGNORECASE,
)
PLAYED_IN_COURT = re.compile(
    r"\b(?:played|aired|heard)(?: back)? (?:at|for|to|in|during|before) (?:the |an? |"
    r"\w+day[’']s )?(?:\w+ ){0,2}"
    r"(?:hearing|court\w*|jury|jurors|inquest|trial|inquiry|commission|meeting|tribunal|panel)\b",
    re.IGNORECASE,
)
"""A recording that a court hears is still a recording."""
ONLY_MENTIONED = re.compile(
    r"\b(?:said|says|recalled) (?:that )?(?:he|she|they|I) (?:could|can|had|have)? ?hear[d]?\b[^,\x01]*|"
    r"\b(?:listen(?:ed|s|ing)?|who has heard|have listened) to [^,.\x01]{0,60}|\bthan (?:on|in|over) "
    r"(?:the|that) \w+|\bsaid (?:that )?the (?:radio |dispatch |audio )?(?:recordings?|tapes?|audio|"
    r"calls?|traffic) "
    r"(?:was|were|is|are|shows?|proves?|speaks?|makes?|confirms?)\b[^\x01]*|\basked (?:whether|if|about|"
    r"why|how)\b[^,\x01]*,",
    re.IGNORECASE,
)
"""A recording that is spoken about, and in which nobody is heard."""
NOT_ON_AIR: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        ("a written statement, not radio traffic",
         r"\b(?:in|by|through) (?:a|an|its|his|her|their|the)?\s?(?:\w+ ){0,3}(?:statements?|(?:news |"
         r"press )?releases?|e-?mails?|letter|memo|text message|"
         r"newsletter|bulletin|advisory|affidavit|declaration)\b|\bwritten (?:response|reply|answers?|"
         r"comments?|"
         r"account)\b|\bstatement\b|\b(?:news|press) release\b|"
         r"\be-?mailed\b|\b(?:a|the|its|his|her) (?:letter|memo|citation|certificate)\b|\bwrote\b|"
         r"\bwrites\b|\bin writing\b|\bin (?:court|legal) (?:papers|documents|filings)\b"),
        ("said at a press conference, not on the radio",
         r"\b(?:press|news|media) (?:conference|briefing|availability|event)\b|\bbriefing\b|"
         r"\btold (?:the )?(?:reporters|journalists|media|press)\b|\bpodium\b"),
        ("said in an interview, not on the radio",
         r"\binterview(?:ed|s)?\b|\b(?:said|says) to (?:me|us)\b|"
         r"\btold (?:me|us|this (?:news)?paper|this (?:reporter|website|outlet|"
         r"station)|the (?!Coast Guard|Tower|Control|Dispatch|Command)(?-i:[A-Z])\w+|@\w+|"
         r"(?-i:[A-Z]{2,})\b|(?-i:[A-Z])\w+ (?-i:[A-Z])\w+ (?:News|"
         r"Report\w*|Times))"
         r"|\bspoke (?:to|with) (?:me|us|this|reporters|the (?-i:[A-Z])\w+)\b|\bover coffee\b|\b(?:said|"
         r"says|reached|speaking) (?:later )?(?:by|on the|over the|by the) (?:tele)?phone\b"
         r"|\bby (?:tele)?phone\b|\bremember(?:s|ed|ing)?\b|\brecall(?:s|ed|ing)?\b|\bdescrib(?:ed|es|"
         r"ing)\b|\bsaid exclusively\b|"
         r"\breached (?:at (?:home|work|h[ei][rs])|by (?:tele)?phone|on \w+day)\b|"
         r"\b(?:I|we) (?:asked|called|reached|emailed|texted|spoke|talked)\b|"
         r"\btalked to\b|\b(?:video|phone) call\b"),
        ("told to investigators afterwards, not on the radio",
         r"\btold (?:the |this |state |federal |internal )?(?:investigators?|detectives|internal affairs|"
         r"(?-i:Office)|auditors|"
         r"inspectors?|inspector general|examiners?|affairs|NTSB|FBI)\b|\bwould (?:only )?say only\b|"
         r"\bwould only say\b"),
        ("posted online, not radio traffic",
         r"\bon (?:X|Twitter|Facebook|Instagram|TikTok|Reddit|Nextdoor|Threads|Bluesky|social media|"
         r"its website)\b|\btweet(?:ed|s)?\b|\bposted\b(?! by| online by| to the| at| near| outside| down|"
         r" along)"),
        ("said in court, at a hearing or meeting, or under oath, not on the radio",
         r"\btestif(?:ied|ies|ying)\b|\b(?:cross|direct)[- ]examin\w+|\btestimony\b|\bdeposition\b|"
         r"\bunder oath\b|\b(?:giving|in(?: (?:his|her|their))?) evidence\b|"
         r"\b(?:told|before) the (?:\w+ )?(?:court|jury|judge|inquest|inquiry|hearing|sheriff|"
         r"tribunal|panel|committee|commission|council|board)\b|\btold (?:the |county |city |town |"
         r"village |state )*(?:commissioners|council(?:ors| members|lors)?|"
         r"lawmakers|legislators|board members|selectmen|trustees|aldermen|senators|jurors|residents|"
         r"audience|crowd|gathering|group|rally)\b|"
         r"\bon the (?:witness )?stand\b|\bat (?:the |"
         r"an? |\w+day’s |\w+day's )?(?:council |board |school board |community |town |public |"
         r"county )?(?:trial|inquest|hearing|inquiry|meeting)\b"),
        ("from a document, not radio traffic",
         r"\b(?:report|polic(?:y|ies)|rule ?book|manual|lawsuit|complaint|filing|guidelines?|handbook|"
         r"contract|ordinance|act|code|directive|protocol|procedure|plaintiffs?|"
         r"defendants?(?:['’]s?)?|contends?|alleges?|headlined?|titled|entitled) (?:says?|states?|"
         r"provides?|requires?|reads?|calls?|describes?|contends?|alleges?|permits?|allows?|prohibits?|that)\b"
         r"|\bin the words of [^,.]{0,60}\b(?:memo|report|letter|lawsuit|policy|statement)\b|"
         r"\b(?:guidelines?|polic(?:y|ies)|manual|procedures?|rules?)\W[^.]{0,60}\brequires? that\b|"
         r"\b(?:requires?|provides?|mandates?) that\b"
         r"|\b(?:we|this court|the court) (?:have|has) (?:said|held)\b|\bcontends?\b|\balleg(?:es|ed)\b|"
         r"\baccording to (?:the|a|an|its) (?:\w+ ){0,3}(?:report|policy|lawsuit|complaint|filing|document|"
         r"rule ?book)\b"),
        ("said afterwards, away from the radio",
         r"\bsaid (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\blast (?:week|month|year)\b|"
         r"\bthe next (?:day|morning)\b|\bhas since\b|\bstill (?:dreams?|thinks?|hears?|talks?)\b|"
         r"\blooking back\b|\bsays now\b|\b(?:said|told|speaking|spoke)\b[^.\x01]{0,40}\boutside\b|"
         r"\bsaid (?:later|afterwards?)\b|\blater said\b|\b(?:days|weeks|months|years) (?:later|after)\b|"
         r"\bthis week\b|\bon camera\b"),
        ("said afterwards, away from the radio",
         r"\bat the (?:scene|station|hospital|school|shelter|vigil|funeral)\b|"
         r"\boutside (?:the )?(?:court\w*|hearing|station|his|her|their)\b|"
         r"\bfrom (?:his|her|a|the) (?:hospital (?:bed|room)|bed|porch|kitchen|home)\b"),
    )
)  # fmt: skip
SAID_ELSEWHERE = NOT_ON_AIR[:-1]
"""Without the last, a mere place: in the sentence before, it is where somebody was, not where they spoke."""
NOT_RECORDED = re.compile(
    r"\b(?:nobody|no one|nothing) was recording\b|"
    r"\b(?:was|were)(?:n['’]t| not| never) (?:recorded|captured|taped|on (?:any|the) (?:tape|recording))\b",
    re.IGNORECASE,
)
"""The article says itself that no recording has the words."""
TOLD_WHOM = re.compile(r"told|testi|wrote|tweet|would (?:only )?say", re.IGNORECASE)
"""Of the reasons above, those that name the listener: no radio word beside them counts against them."""
