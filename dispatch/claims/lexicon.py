"""The words by which an article tells who speaks, that somebody speaks, and where the words were heard.

The lists are the trade's ordinary terms (police, fire, ambulance, rail, marine, air, utility; American
and British). They are open: an unknown noun is somebody who is not on the radio.
"""

from __future__ import annotations

import re

from dispatch.values import Role


def _any(words: str) -> str:
    return "|".join(sorted((word.strip() for word in words.split(",")), key=len, reverse=True))


_ROLE_TERMS = {
    Role.DISPATCHER: r"""
        dispatch(?:er)?s?, (?:fire|police|911|999|train|rail|bus|county|city|central) dispatch(?:ers?)?,
        dispatch (?:cent(?:er|re)|supervisor|operator|console|desk|floor)s?,
        communications? (?:officer|operator|supervisor)s?,
        controllers?, control room(?: operator| officer| staff)?s?, control cent(?:er|re)s?,
        operations cent(?:er|re)s?,
        operations control(?:ler)?s?, (?:fire |rail |ground |tower |train )?control, command cent(?:er|re)s?,
        communications? cent(?:er|re)s?, comm cent(?:er|re), alarm (?:office|room|cent(?:er|re)),
        (?:fire )?alarm operator,

        (?:911|9-1-1|999|112|000|111|emergency|police) operators?,
        (?:switchboard|radio|console|desk|call cent(?:er|re)) operators?,
        operators? at the (?:console|desk|control desk), call[- ]?(?:taker|handler)s?, telecommunicators?,
        watchstanders?, watch[- ]?keepers?, (?:radio |duty )?watch officers?, coast ?guard officers?,
        coastguards?,
        coast guard (?:station|sector|watchstander|radio operator|operator|command cent(?:er|re))s?,
        (?:marine )?traffic regulators?, vessel traffic(?: service| controller)?s?,
        rescue coordination cent(?:er|re),
        harbou?r control, port control, signal(?:ler|man|woman)s?, signallers?, system operators?,
        grid operators?, load dispatchers?,
        yard ?masters?, bridge ?tenders?, train controllers?, (?:bus|ski|mine|surface) dispatchers?,
        patrol base, the tower, (?:approach|departure|ground|tower|center|area) control(?:ler)?s?,
        control tower,
        flight service specialist, flow coordinator, (?:medical|rescue|air|mission|flight) coordinators?,
        rescue base, the page, the desk, console,
        radio room""",
    Role.UNIT: r"""
        officers?, police officers?, patrol officers?, (?:sheriff'?s? )?deput(?:y|ies), sheriff's deputies,
        sergeants?,
        sgt\.?, troopers?, constables?, patrol(?:man|men|woman)?, corporals?, cpl\.?, detectives?, det\.?,
        lieutenants?,
        lt\.?, captains?, capt\.?, commanders?, incident commanders?, incident command, command,
        commanding officer,
        battalion chiefs?, assistant chiefs?, division chiefs?, district chiefs?, deputy chiefs?,
        division, duty chief,
        duty officer,
        engine, ladder, truck compan(?:y|ies), squad, rescue, ladder compan(?:y|ies),
        engine compan(?:y|ies), medics?,
        paramedics?, emts?, ambulances?, crews?, crew ?m[ae]n, crew ?members?, firefighters?, fire ?m[ae]n,
        fire crews?,
        hotshots?, lookouts?, pilots?, co-?pilots?, first officers?, flight crews?, cockpit, aircrew,
        skippers?, first mate,
        mates?, masters?, coxswains?, lifeboats?, helicopters?, trawlers?, lobster(?:m[ae]n), fisherm[ae]n,
        vessels?, tug(?:boat)?s?,
        sailors?, drivers?, bus drivers?, tram drivers?, train drivers?, train operators?, train crew,
        motorm[ae]n, conductors?,
        bus operators?, line ?(?:m[ae]n|workers?), technicians?, techs?, trouble ?m[ae]n, foreman, foremen,
        field (?:crew|supervisor)s?,
        crew chiefs?, road supervisor, shift supervisor, supervisors?, units?, patrol cars?, squad cars?,
        cruisers?, marshals?, rangers?,
        responders?, first responders?, agents?, swat, bailiffs?, wardens?, divers?, rescuers?,
        company officer,
        officer in charge, engineers?, flagg(?:er|man), ground crews?, tug drivers?, inspection vehicle,
        operations officer,
        petty officers?, (?:ski )?patrollers?, corrections officers?, security guards?, gate operators?,
        (?:crane|dozer|plow) operators?, bosun, flight medic, flight nurse,
        (?:train|tram|bus|crane|boat|launch|ferry) captain, watch commander,

        operators? of (?:the |a )?(?:\w+ )?(?:train|tram|bus|boat|launch)s?,
        operators? of (?:the |a )?(?:\w+ )?(?:crane|vessel|ferry|streetcar|trolley)s?,
        (?:m[ae]n|wom[ae]n|voice|crew|someone) aboard, helmsman, deckhand, winchman, air attack, jumper,
        spotter""",
    Role.CALLER: r"""
        callers?, (?:911|9-1-1|999|112|000|emergency) callers?,
        (?:m[ae]n|wom[ae]n|girl|boy|child|person|voice) on the line,

        (?:m[ae]n|wom[ae]n|girl|boy|person) who (?:called|dial+ed|phoned|rang) (?:911|999|the police|in),
        (?:clerk|teacher) who (?:called|dial+ed|phoned|rang) (?:911|999|the police|in),
        (?:resident|neighbou?r|motorist) who (?:called|dial+ed|phoned|rang) (?:911|999|in)""",
    Role.OTHER: r"""
        spokes(?:man|men|woman|women|person|people|persons?)?, mayors?, police chiefs?, fire chiefs?,
        chief of police, chief constable,
        chiefs?, sheriffs?, commissioners?, police commissioner, superintendents?, presidents?, union(?:s)?,
        directors?, general managers?,
        managers?, attorneys?, lawyers?, solicitors?, prosecutors?, district attorney, judges?, justices?,
        sheriff principal, senators?,
        representatives?, governors?, council(?:man|woman|member|or)s?, aldermen, officials?, residents?,
        neighbou?rs?, witness(?:es)?,
        bystanders?, passengers?, riders?, commuters?, students?, owners?, landlords?, tenants?, mothers?,
        fathers?, parents?, wi(?:fe|dow),
        husbands?, sons?, daughters?, brothers?, sisters?, uncles?, aunts?, famil(?:y|ies), relatives?,
        friends?, guests?, shoppers?,
        customers?, workers?, employees?, historians?, experts?, professors?, analysts?, consultants?,
        critics?, advocates?, activists?,
        reporters?, editors?, statements?, news releases?, press releases?, reports?, documents?, lawsuits?,
        complaints?, filings?,
        letters?, memos?, emails?, e-mails?, posts?, tweets?, polic(?:y|ies), rule ?books?, manuals?,
        department, agency, office, company,
        compan(?:y|ies), authority, city, county, hospital, utility, railway, service, ministry, headlines?,
        titles?, plaintiffs?,
        defendants?, counsel, coroner, investigators?, inspectors?, secretary, minister,
        officer'?s? (?:attorney|lawyer|wife),
        chief (?:medical|executive|operating|financial|information|communications) officer,
        public information officer, press officer,
        information officer, media officer, chief of staff, trustee, chair(?:man|woman|person)?, pastor,
        priest, teacher, coach, nurse,
        doctor, physician, coordinators?, administrators?,
        (?:county|city|town) (?:administrator|manager)s?, operators?, tenders?, guidelines?, memorandum,
        bystander, homeowner, shopkeeper,
        clerk, farmer, veteran, volunteer, children, girl, boy, man, woman, men, women,
        person, people, teenager, motorists?, pedestrians?, camper, hikers?, swimmer, kayakers?, suspect""",
}  # fmt: skip
ROLE_PATTERNS = tuple(
    (role, re.compile(rf"(?<![\w’'-])(?:{_any(' '.join(terms.split()))})(?![\w-])", re.IGNORECASE))
    for role, terms in _ROLE_TERMS.items()
)
CALL_SIGN = re.compile(
    r"\b(?:(?:Engine|Ladder|Truck|Tower|Medic|Rescue|Squad|Battalion|Unit|Car|Tug|Train|Ambulance|Boat|Bus|"
    r"Air|"
    r"Tanker|Brush|Quint|Hazmat|Patrol|Command|Sector|Division|Group|Chief|Marine|Helicopter|Cruiser|Fire|"
    r"Ops|"
    r"Adam|Baker|Boy|Charles|David|Edward|Frank|George|Henry|Ida|John|King|Lincoln|Mary|Nora|Ocean|Paul|"
    r"Queen|"
    r"Robert|Sam|Tom|Union|Victor|William|Young|Zebra|Alpha|Bravo|Charlie|Delta|Echo|Foxtrot|Skylane|Cessna|"
    r"Speedbird|Flight|Metro|Run|Block|Truck Company|Engine Company|Medic Unit)[- ]\d[\w-]*"
    r"|Division [A-Z]\w*|\d{1,2}-(?:[A-Z][a-z]+)-\d{1,3}|\d-[A-Z]-\d{1,3})\b"
)
VAGUE = re.compile(
    r"\b(?:(?:an?|another|one|the|second|third|unidentified|unknown|male|female|man’s|man's|woman’s|"
    r"woman's)\s+)*"
    r"(?:voices?|someone|somebody|speaker|unidentified person)\b",
    re.IGNORECASE,
)
RECORDING_SUBJECT = re.compile(
    r"\b(?:recordings?|audio|tapes?|radio(?: traffic| transmissions?| calls?| logs?)?|transmissions?|"
    r"scanner|footage|clip|"
    r"(?:body[- ]?)?cam(?:era)?(?: video| footage| audio)?)\b",
    re.IGNORECASE,
)
ON_AIR = re.compile(
    r"\bradio(?:ed|s|ing)?\b|\bover the (?:air|radio|channel|speaker|net)\b|\bon (?:the )?(?:air|radio|"
    r"channel|frequency|tape|scanner)\b"
    r"|\bon channel \d+|\b(?:tac|tactical|fire|dispatch|ground|working|tower|police|marine|county|"
    r"main) (?:channel|frequency)\b"
    r"|\bchannel \d+\b|\bfrequency\b|\bscanner\b|\b(?:dispatch|radio|police|fire|911|emergency|traffic|"
    r"scanner|the|released|posted) "
    r"(?:audio|recordings?|tapes?)\b|\brecord(?:ings?|ed)\b|\baudio\b|\btapes?\b|\btransmi(?:ssions?|ts?|"
    r"tted|tting)\b|\btalkgroup\b"
    r"|\btranscripts? of (?:the |a |their )?(?:\w+ )?(?:calls?|radio|recordings?|communications?|exchange|"
    r"conversation|transmissions?)\b|\b(?:he|she|they|it)['’](?:s|re) heard\b"
    r"|\b(?:is|are|was|were|be|being|you) (?:clearly |also |then )?hear[d]?\b|\bcan (?:be heard|hear)\b|"
    r"\b(?:you|I|we) (?:could |can )?hear\b"
    r"|\bmark(?:s|ed) up\b|\bkey(?:s|ed) (?:up|the mic\w*)\b|\b(?:came|comes) back on\b|\b(?:cut|cuts|"
    r"broke|breaks) in\b|\bcall(?:s|ed)? in\b"
    r"|\bbod(?:y|ycam)[- ]?(?:worn )?cam(?:era)?s?\b|\bdash[- ]?cam\w*|\bcockpit voice recorder\b|"
    r"\bintercom\b|\b(?:911|999|emergency) call\b"
    r"|\bmayday\b|\bover (?:marine|VHF) radio\b|\bmegaphone\b",
    re.IGNORECASE,
)
RADIO_STATION = re.compile(
    r"\b(?:public|local|talk|commercial|national|community|news|sports|FM|AM|BBC|NPR|"
    r"[KW][A-Z]{2,3}) radio\b|\bradio (?:station|show|host|interview|"
    r"programme|program|presenter|personality|ad|\d)\b|\b(?:told|to|on) [\w.’' ]{0,20}\bradio\b(?= on| in|"
    r" that|,| this)",
    re.IGNORECASE,
)
NOT_ON_AIR: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        ("a written statement, not radio traffic",
         r"\b(?:in|by|through) (?:a|an|its|his|her|their|the)?\s?(?:\w+ ){0,3}(?:statements?|(?:news |"
         r"press )?releases?|e-?mails?|letter|memo|text message|"
         r"newsletter|bulletin|advisory|affidavit|declaration)\b|\bstatement\b|\b(?:news|press) release\b|"
         r"\be-?mailed\b|\b(?:a|the|its|his|her) (?:letter|memo|citation|certificate)\b|\bwrote\b|"
         r"\bwrites\b|\bin writing\b"),
        ("said at a press conference, not on the radio",
         r"\b(?:press|news|media) (?:conference|briefing|availability|event)\b|\bbriefing\b|"
         r"\btold (?:the )?(?:reporters|journalists|media|press)\b|\bpodium\b"),
        ("said in an interview, not on the radio",
         r"\binterview(?:ed|s)?\b|\btold (?:me|us|this (?:news)?paper|this (?:reporter|website|outlet|"
         r"station)|the (?-i:[A-Z])\w+|@\w+|(?-i:[A-Z]{2,})\b|(?-i:[A-Z])\w+ (?-i:[A-Z])\w+ (?:News|"
         r"Report\w*|Times))"
         r"|\bspoke (?:to|with) (?:me|us|this|reporters|the (?-i:[A-Z])\w+)\b|\bover coffee\b|\b(?:said|"
         r"says|reached|speaking) (?:later )?(?:by|on the|over the|by the) (?:tele)?phone\b"
         r"|\bby (?:tele)?phone\b|\bremember(?:s|ed|ing)?\b|\brecall(?:s|ed|ing)?\b|\bdescrib(?:ed|es|"
         r"ing)\b|\bsaid exclusively\b|"
         r"\breached (?:at (?:home|work|h[ei][rs])|by (?:tele)?phone|on \w+day)\b|"
         r"\b(?:I|we) (?:asked|called|reached|emailed|texted|spoke|talked)\b|"
         r"\btalked to\b|\b(?:video|phone) call\b"),
        ("posted online, not radio traffic",
         r"\bon (?:X|Twitter|Facebook|Instagram|TikTok|Reddit|Nextdoor|Threads|Bluesky|social media|"
         r"its website)\b|\btweet(?:ed|s)?\b|\bposted\b(?! by| online by| to the)"),
        ("said in court or under oath, not on the radio",
         r"\btestif(?:ied|ies|ying)\b|\btestimony\b|\bdeposition\b|\bunder oath\b|\bgiving evidence\b|"
         r"\b(?:told|before) the (?:court|jury|judge|inquest|inquiry|hearing|sheriff|"
         r"tribunal|panel|committee|commission|council|board)\b|\bon the (?:witness )?stand\b|\bat (?:the |"
         r"an? |\w+day’s |\w+day's )?(?:trial|inquest|hearing|inquiry|meeting)\b"),
        ("from a document, not radio traffic",
         r"\b(?:report|polic(?:y|ies)|rule ?book|manual|lawsuit|complaint|filing|guidelines?|handbook|"
         r"contract|ordinance|act|code|directive|protocol|procedure|plaintiffs?|"
         r"defendants?(?:['’]s?)?|contends?|alleges?|headlined?|titled|entitled) (?:says?|states?|"
         r"provides?|requires?|reads?|calls?|describes?|contends?|alleges?|that)\b"
         r"|\bin the words of [^,.]{0,60}\b(?:memo|report|letter|lawsuit|policy|statement)\b|"
         r"\b(?:guidelines?|polic(?:y|ies)|manual|procedures?|rules?)\W[^.]{0,60}\brequires? that\b|"
         r"\b(?:requires?|provides?|mandates?) that\b"
         r"|\b(?:we|this court|the court) (?:have|has) (?:said|held)\b|\bcontends?\b|\balleg(?:es|ed)\b|"
         r"\baccording to (?:the|a|an|its) (?:\w+ ){0,3}(?:report|policy|lawsuit|complaint|filing|document|"
         r"rule ?book)\b"),
        ("said afterwards, away from the radio",
         r"\bsaid (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\blast (?:week|month|year)\b|"
         r"\bthe next (?:day|morning)\b|\bat the scene\b|\bat the station\b|\boutside\b"
         r"|\bhas since\b|\bstill (?:dreams?|thinks?|hears?|talks?)\b|\blooking back\b|\bsays now\b|"
         r"\bsaid (?:later|afterwards?)\b|\blater said\b|\b(?:days|weeks|months|years) (?:later|after)\b|"
         r"\bthis week\b|\bon camera\b|\bat the (?:hospital|school|shelter|vigil|funeral)\b"),
    )
)  # fmt: skip
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
    condemned, texted, emailed, e-mailed, dubbed, termed, began, begins, went on, radioes, voiced, cleared,
    clears, messaged"""
SPEECH = re.compile(rf"(?<![\w’'-])(?:{_any(' '.join(_VERBS.split()))})(?![\w-])", re.IGNORECASE)
PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|got)\s+(?:\w+ly\s+|also\s+|then\s+)?(?:told|ordered|instructed|"
    r"advised|directed|warned|informed|asked|assured|cleared)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(he|she|they|it|i|you|we)\b", re.IGNORECASE)
TITLE_WORDS = re.compile(
    r"\b(?:titled|entitled|headlined?|dubbed|nicknamed|named|known as|so-called|the (?:word|term|phrase|"
    r"title|nickname|slogan|motto)|the whole|meaning|spelled|labell?ed|marked)\W*$",
    re.IGNORECASE,
)
