"""The nouns that name a speaker's role: the trade's ordinary terms, American and British.

Police, fire, ambulance, rail, marine, air, utility. The lists are open: an unknown noun is somebody whom
the article must place on the radio by other means.
"""

from __future__ import annotations

import re

from dispatch.claims.naming.lexicon import any_of
from dispatch.values import Role

_ROLE_TERMS = {
    Role.DISPATCHER: r"""
        dispatch(?:er)?s?, (?:fire|police|911|999|train|rail|bus|county|city|central) dispatch(?:ers?)?,
        dispatch (?:cent(?:er|re)|supervisor|operator|console|desk|floor)s?,
        communications? (?:officer|operator|supervisor)s?,
        controllers?, control (?:room|booth)(?: operator| officer| staff)?s?, control cent(?:er|re)s?,
        operations cent(?:er|re)s?,
        operations control(?:ler)?s?, (?:fire |rail |ground |tower |train )?control(?! room| cent),
        command cent(?:er|re)s?,
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
        patrol base, (?:the )?front desk, coast guard sector, the tower, command posts?,
         net control(?:ler)?s?, air boss(?:es)?, system operations?,
        lock(?:keeper|master)s?,
        (?:lock|load|plant|pipeline|grid) (?:controller|dispatcher)s?, fire control,
        flight (?:service|following),
        duty controllers?, night (?:controller|dispatcher)s?, base camp, incident base,
        (?:approach|departure|ground|tower|center|area) control(?:ler)?s?,
        control tower,
        flight service specialist, flow coordinator,
        (?:medical|rescue|search|air|mission|flight) coordinators?,
        rescue base, the page, the desk, console,
        radio room, (?:senior |duty |chief )?officers? (?:on|of the) watch, dispatch officers?,
        (?:operations room|port control|harbou?r control|control room|vts|control|radio|signals?|flow|alarm)
        (?:officer|man|woman|clerk|staffer|supervisor|sergeant|constable)s?,
        (?:call|999|911|emergency|000|112) handlers?, handlers?,
        (?:race|rescue|rally|range|mine|mission) control, operations coordinators?,
        (?:harbou?r|port|coast(?:al)?|shore) radio, telegraphers?, phone operators?,
        (?:telephone|night|relay|exchange|desk) operators?, radio ?(?:m[ae]n|wom[ae]n|telegraphists?),
        petty officers? (?:at|of|in)(?: [\w’'-]+)?(?: [\w’'-]+)?(?: [\w’'-]+)?(?: [\w’'-]+)?
        (?:station|sector|command cent(?:er|re))""",
    Role.UNIT: r"""
        (?:crew|team|squad|group|shift|convoy|section) leaders?, w?pcs?, woman police constables?,
        inspectors? on scene,
        (?:tanker|helicopter|glider|crop[- ]duster|student|bush) pilots?, flight engineers?, brakem[ae]n,
        trainm[ae]n,
        yardm[ae]n, track (?:worker|walker|inspector)s?, splicers?, troubleshooters?, lift operators?,
        winch operators?,
        (?:plow|tow|truck|cab|taxi|snowplow|delivery|engine|ambulance|school bus) drivers?, first responders?,
        lifeguards?, game wardens?, park rangers?, smokejumpers?, sawyers?, snowplows?, border patrol agents?,
        (?:swift ?water|water|mountain|cave) rescuers?, rescue (?:swimmer|technician|diver)s?, dog handlers?,
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
        field (?:crew|supervisor|operator|technician|worker)s?, (?:crew|watch|group|area) managers?,
        crew chiefs?, road supervisor, shift supervisor, supervisors?, units?, patrol cars?, squad cars?,
        cruisers?, marshals?, rangers?,
        responders?, first responders?, agents?, swat, bailiffs?, wardens?, divers?, rescuers?,
        company officer,
        officer in charge, engineers?, flagg(?:er|man), ground crews?, tug drivers?, inspection vehicle,
        operations officer,
        petty officers?, (?:ski )?patrollers?, corrections officers?, (?:security )?guards?, ic,
        security officers?, gate operators?,
        (?:crane|dozer|plow) operators?, bosun, flight medic, flight nurse, mechanics?,
        (?:train|tram|bus|crane|boat|launch|ferry) captain,
        (?:section|crew|strike team|task force|shift|trail|hose|line|train) boss(?:es)?,
        (?:car|truck|dozer|loader|plow|plough|lift|grader|excavator) operators?,
        (?:backhoe|miner|drill|pump|drone|winch|machine|sweeper|tractor|forklift|roller) operators?,
        watch commander,

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
        narrators?, hosts?, co-hosts?, anchors?, presenters?, interviewers?, moderators?, correspondents?,
        columnists?,
        panels?, tribunals?, inquests?, jur(?:y|ies|ors?), courts?, magistrates?, hearings?, inquir(?:y|ies),
        (?:state )?rep\.?, (?:state )?sen\.?, gov\.?, assembly(?:man|woman|member)s?,
        congress(?:man|woman)s?, lawmakers?,
        delegates?, mps?, msps?,
        spokes(?:man|men|woman|women|person|people|persons?)?, mayors?, police chiefs?, fire chiefs?,
        chief of police, chief constable,
        chiefs?, (?:(?:deputy|assistant) )?chief (?:fire|ambulance) officers?,
        sheriffs?, commissioners?, police commissioner, superintendents?, presidents?, union(?:s)?,
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
        bystander, homeowner, fellows?, guys?, fellas?, gentlem[ae]n, lad(?:y|ies), kids?,
        groundskeepers?, shopkeeper,
        clerk, farmer, veteran, volunteer, children, girl, boy, man, woman, men, women,
        person, people, teenager, motorists?, pedestrians?, camper, hikers?, swimmer, kayakers?, suspect""",
}  # fmt: skip
ROLE_PATTERNS = tuple(
    (role, re.compile(rf"(?<![\w’'-])(?:{any_of(terms)})(?![\w-])", re.IGNORECASE))
    for role, terms in _ROLE_TERMS.items()
)
_NEVER_HEARD = re.compile(
    r"narrators?|(?:co-)?hosts?|anchors?|presenters?|interviewers?|moderators?|correspondents?|columnists?|"
    r"panels?|tribunals?|inquests?|jur(?:y|ies|ors?)|courts?|magistrates?|hearings?|inquir(?:y|ies)|"
    r"(?:state )?(?:rep|sen)\.?|gov\.?|assembly\w+|congress\w+|lawmakers?|delegates?|ms?ps?|spokes\w*|"
    r"mayors?|"
    r"police commissioner|commissioners?|chief constable|presidents?|unions?|.*attorneys?|lawyers?|"
    r"solicitors?|"
    r"prosecutors?|judges?|justices?|sheriff principal|senators?|representatives?|governors?|council\w+|"
    r"aldermen|officials?|landlords?|wi(?:fe|dow)|husbands?|sons?|daughters?|brothers?|sisters?|uncles?|"
    r"aunts?|"
    r"mothers?|fathers?|parents?|famil(?:y|ies)|relatives?|friends?|historians?|experts?|professors?|"
    r"analysts?|"
    r"consultants?|critics?|advocates?|activists?|reporters?|editors?|statements?|(?:news |press )?releases?|"
    r"reports?|documents?|lawsuits?|complaints?|filings?|letters?|memos?|e-?mails?|posts?|tweets?|"
    r"polic(?:y|ies)|rule ?books?|manuals?|department|agency|office|company|compan(?:y|ies)|authority|city|"
    r"county|hospital|utility|railway|service|ministry|headlines?|titles?|plaintiffs?|counsel|coroner|"
    r"investigators?|secretary|minister|officer'?s? (?:attorney|lawyer|wife)|chief (?:medical|executive|"
    r"operating|financial|information|communications) officer|(?:public |press |media )?information officer|"
    r"press officer|media officer|chief of staff|trustee|chair(?:man|woman|person)?|guidelines?|memorandum|"
    r"witness(?:es)?|bystanders?|riders?|commuters?|customers?|shoppers?|guests?",
    re.IGNORECASE,
)


def never_heard(noun: str | None) -> bool:
    """Whether a noun names somebody (or a paper) that has no voice on the radio.

    Example:
        >>> never_heard("spokeswoman"), never_heard("fire chief"), never_heard(None)
        (True, False, False)
    """
    return noun is not None and _NEVER_HEARD.fullmatch(noun) is not None
