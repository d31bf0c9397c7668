"""British spellings and the American ones that the recogniser writes: "litres" and "liters" are one word.

Only words that differ in spelling alone: "tonne" and "ton" are different weights and are not here. "Storey"
becomes "story", which may be one that is told; on the radio it is a floor.
"""

from __future__ import annotations

_OUR = "arm behavi col endeav fav flav harb hon hum lab neighb od rig rum sav tum val vap"
"""Stems before -our and -or: colour, color."""

_ISE = (
    "apolog author categor central character critic crystall demobil emphas equal final general "
    "hospital ideal immobil item local material maxim memor minim mobil neutral normal organ oxid penal "
    "pressur depressur priorit public real recogn scrutin special stabil destabil standard steril "
    "summar terror util vandal visual"
)
"""Stems before -ise and -ize: organise, organize."""

_DOUBLED = (
    "barrel bevel cancel channel counsel dial duel fuel refuel funnel grovel initial label level "
    "marshal model panel pedal quarrel ravel shovel shrivel signal snorkel spiral stencil swivel total "
    "towel travel tunnel unravel"
)
"""Verbs whose last l British spelling doubles: cancelled, canceled."""

_WORDS = """
litre liter, litres liters, millilitre milliliter, millilitres milliliters, metre meter, metres meters,
kilometre kilometer, kilometres kilometers, centimetre centimeter, centimetres centimeters,
millimetre millimeter, millimetres millimeters, centre center, centres centers, centred centered,
theatre theater, theatres theaters, fibre fiber, fibres fibers, calibre caliber, sombre somber,
spectre specter, tyre tire, tyres tires, kerb curb, kerbs curbs, kerbside curbside, grey gray,
greyish grayish, plough plow, ploughs plows, ploughed plowed, ploughing plowing, snowplough snowplow,
mould mold, mouldy moldy, smoulder smolder, smoulders smolders, smouldered smoldered,
smouldering smoldering, draught draft, draughts drafts, draughty drafty, storey story, storeys stories,
storeyed storied, gauge gage, gauges gages, axe ax, aeroplane airplane, aeroplanes airplanes,
aluminium aluminum, programme program, programmes programs, catalogue catalog, dialogue dialog,
cheque check, cheques checks, licence license, licences licenses, defence defense, defences defenses,
offence offense, offences offenses, pretence pretense, manoeuvre maneuver, manoeuvres maneuvers,
manoeuvred maneuvered, manoeuvring maneuvering, towards toward, afterwards afterward, upwards upward,
downwards downward, forwards forward, backwards backward, inwards inward, outwards outward,
onwards onward, whilst while, amongst among, amidst amid, learnt learned, burnt burned, spilt spilled,
spelt spelled, leapt leaped, leant leaned, dreamt dreamed, enquiry inquiry, enquiries inquiries,
enquire inquire, enquired inquired, judgement judgment, acknowledgement acknowledgment, ageing aging,
sulphur sulfur, moustache mustache, gaol jail, pyjamas pajamas, jewellery jewelry, instalment installment,
fulfil fulfill, enrol enroll, skilful skillful, woollen woolen, sceptical skeptical, analyse analyze,
analysed analyzed, paralyse paralyze, paralysed paralyzed, haemorrhage hemorrhage,
haemorrhaging hemorrhaging, anaesthetic anesthetic, anaemic anemic, oesophagus esophagus,
paediatric pediatric, paediatrics pediatrics, orthopaedic orthopedic, gynaecology gynecology,
caesarean cesarean, diarrhoea diarrhea, oedema edema, foetus fetus, foetal fetal, haemoglobin hemoglobin,
caesium cesium
"""
"""One word with an ending of its own and its American spelling, a pair between commas."""


def _pairs() -> dict[str, str]:
    found = dict(pair.split() for pair in _WORDS.replace("\n", " ").split(","))
    for stem in _OUR.split():
        for end in ("", "s", "ed", "ing", "ful", "able", "less", "hood", "hoods", "ite"):
            found[f"{stem}our{end}"] = f"{stem}or{end}"
    for stem in _ISE.split():
        for end in ("ise", "ised", "ises", "iser", "isers", "ising", "isation", "isations"):
            found[stem + end] = stem + end.replace("is", "iz", 1)
    for stem in _DOUBLED.split():
        found |= {f"{stem}l{end}": stem + end for end in ("ed", "ing", "er", "ers")}
    return found


AMERICAN = _pairs()
"""The American spelling of each British one that is known.

>>> AMERICAN["litres"], AMERICAN["neighbouring"], AMERICAN["cancelled"], AMERICAN["immobilised"]
('liters', 'neighboring', 'canceled', 'immobilized')
"""
