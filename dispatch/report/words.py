"""Every word that a report shows to its reader, in one place, ready for another language.

Verdict texts say that words were said on the radio, never that they are true. Doubts come before
confidence, and every number has its meaning beside it. Names in braces are filled in.
"""

from __future__ import annotations

from dispatch.values import Flag, Preference, Role, Verdict

LANGUAGE = "en"

VERDICT = {
    Verdict.VERBATIM: "Said as printed",
    Verdict.MINOR_DIFFERENCES: "Said, small differences",
    Verdict.ALTERED: "Altered",
    Verdict.SPLICED: "Spliced",
    Verdict.MISATTRIBUTED: "Said by someone else",
    Verdict.NOT_FOUND: "Not found",
    Verdict.CANNOT_DETERMINE: "Can’t be determined",
    Verdict.SUPPORTED: "Borne out",
    Verdict.CONTRADICTED: "Contradicted",
}

MEANING = {
    Verdict.VERBATIM: "These words were said on the radio, by the one they are attributed to, in one "
    "stretch.",
    Verdict.MINOR_DIFFERENCES: "This was said on the radio with small differences in wording that leave its "
    "meaning intact.",
    Verdict.ALTERED: "Something close was said on the radio, but a difference changes its meaning.",
    Verdict.SPLICED: "All these words were said on the radio, but in places that were apart, joined here as "
    "one.",
    Verdict.MISATTRIBUTED: "These words were said on the radio, but not by the one they are attributed to.",
    Verdict.NOT_FOUND: "Nothing in the recordings matches these words, and the speech in them was audible.",
    Verdict.CANNOT_DETERMINE: "The recordings don’t decide whether this was said; the reason is given.",
    Verdict.SUPPORTED: "What was said on the radio bears out this statement, which is a report and not a "
    "quote.",
    Verdict.CONTRADICTED: "What was said on the radio goes against this statement, which is a report and "
    "not a quote.",
}

TONE = {
    Verdict.VERBATIM: "yes",
    Verdict.MINOR_DIFFERENCES: "yes",
    Verdict.SUPPORTED: "yes",
    Verdict.ALTERED: "no",
    Verdict.SPLICED: "no",
    Verdict.MISATTRIBUTED: "no",
    Verdict.CONTRADICTED: "no",
    Verdict.NOT_FOUND: "none",
    Verdict.CANNOT_DETERMINE: "open",
}

ROLE = {
    Role.DISPATCHER: "Dispatcher",
    Role.UNIT: "Unit",
    Role.CALLER: "Caller",
    Role.OTHER: "Other voice",
    Role.UNKNOWN: "Unknown voice",
}
BY_ROLE = {
    Role.DISPATCHER: "a dispatcher",
    Role.UNIT: "a unit",
    Role.CALLER: "a caller",
    Role.OTHER: "someone else",
    Role.UNKNOWN: "a voice that could not be placed",
}
BASIS = {
    "unit_id": "by the radio’s unit id",
    "voice": "by voice, and by what is said",
    "channel": "by the channel it came in on",
    "speech": "by what is said",
    "correction": "by a person’s correction",
}
FLAG = {
    Flag.LOW_CONFIDENCE: "low confidence",
    Flag.UNINTELLIGIBLE: "unintelligible",
    Flag.POSSIBLE_HALLUCINATION: "possibly invented by the recogniser",
    Flag.CLIPPED: "clipped",
    Flag.OTHER_LANGUAGE: "another language",
    Flag.DOUBTFUL_LANGUAGE: "perhaps another language",
}

COUNT = "no one two three four five six seven eight nine ten eleven twelve".split()
NOUNS = {"quote": ("quote", "quotes"), "indirect": ("statement", "statements"), "mixed": ("claim", "claims")}

# The headline and what stands under it.
HEAD_NOTHING = "Nothing here can be checked against a recording."
HEAD_ALL_ALIKE = {
    Verdict.VERBATIM: "All {n} {nouns} were said on the radio as printed.",
    Verdict.MINOR_DIFFERENCES: "All {n} {nouns} were said on the radio, with small differences in wording.",
    Verdict.ALTERED: "All {n} {nouns} differ from what was said on the radio in a way that changes the "
    "meaning.",
    Verdict.SPLICED: "All {n} {nouns} join words that were said in places apart.",
    Verdict.MISATTRIBUTED: "All {n} {nouns} were said on the radio, but by someone else.",
    Verdict.NOT_FOUND: "None of the {n} {nouns} was found in the recordings.",
    Verdict.CANNOT_DETERMINE: "The recordings don’t decide on any of the {n} {nouns}.",
    Verdict.SUPPORTED: "All {n} {nouns} are borne out by what was said on the radio.",
    Verdict.CONTRADICTED: "What was said on the radio goes against all {n} {nouns}.",
}
HEAD_SOME = {
    "quote": "{k} of {n} {nouns} {was} said on the radio as printed.",
    "indirect": "{k} of {n} {nouns} {is_} borne out by what was said on the radio.",
    "mixed": "{k} of {n} {nouns} {was} said on the radio as printed or {is_} borne out.",
}
HEAD_NONE = {
    "quote": "None of the {n} {nouns} could be confirmed as printed.",
    "indirect": "None of the {n} {nouns} could be confirmed.",
    "mixed": "None of the {n} {nouns} could be confirmed as printed.",
}
HEAD_UNHEARD = "{share} of the speech could not be made out, and the rest doesn’t decide."
WAS, WERE, IS, ARE, AND = "was", "were", "is", "are", "and"
DECK_OTHERS = "Of the others, {list}."
DECK_ALL = "Of these, {list}."
DECK = {
    Verdict.VERBATIM: ("{k} was said as printed", "{k} were said as printed"),
    Verdict.MINOR_DIFFERENCES: (
        "{k} was said with small differences in wording",
        "{k} were said with small differences in wording",
    ),
    Verdict.ALTERED: (
        "{k} differs in a way that changes its meaning",
        "{k} differ in ways that change the meaning",
    ),
    Verdict.SPLICED: ("{k} joins words that were said apart", "{k} join words that were said apart"),
    Verdict.MISATTRIBUTED: ("{k} was said by someone else", "{k} were said by someone else"),
    Verdict.NOT_FOUND: ("{k} was not found", "{k} were not found"),
    Verdict.CANNOT_DETERMINE: ("{k} can’t be determined", "{k} can’t be determined"),
    Verdict.SUPPORTED: ("{k} is borne out", "{k} are borne out"),
    Verdict.CONTRADICTED: ("{k} is contradicted", "{k} are contradicted"),
}
DECK_NOTHING = "No statement presents words as radio traffic. The reasons are below."
DECK_UNCHECKED = "{k} more can’t be checked against a recording; the reasons are below."

# One sentence for a claim, where the evidence allows more than the verdict's own.
SAY_VERBATIM_BY = "These words were said on the radio, by {who}, in one stretch."
SAY_VERBATIM_UNCERTAIN = "These words were said on the radio, in one stretch. Who said them is not certain."
SAY_LIKELY_OPEN = (
    "These words, or nearly these, were most likely said on the radio, but not everything about them is "
    "settled; the reason is given."
)
SAY_VERBATIM_UNNAMED = (
    "These words were said on the radio, in one stretch; the text names nobody as their speaker."
)
SAY_REPLACED = "Something close was said on the radio, but “{heard}” was heard where “{quoted}” is printed."
SAY_ADDED = "Something close was said on the radio, but “{quoted}” is printed and was not heard."
SAY_LEFT_OUT = "Something close was said on the radio, but “{heard}” was heard and is not in the print."
SAY_CUT = "These words were said on the radio, but the speaker went on: “{after}”."
SAY_APART = "All these words were said on the radio, but in places {apart} apart, joined here as one."
SAY_PLACES = "All these words were said on the radio, but in {n} places that were apart, joined here as one."
SAY_BY_OTHER = "These words were said on the radio, by {who}, not by {named}."

# Around the claims.
MASTHEAD = "Verification report"
SKIP = "Skip to the answer"
CLAIMS_AND_VERDICTS = "Claims and verdicts"
CLAIM_OF = "Claim {n} of {total}"
CLAIM_ID = "id"
BACK = "Back to summary"
NOWHERE = "nowhere"
PLACES = "{n} places"
SEARCHED = "What was searched"
SEARCHED_ONE = "All {length} of one recording: {speech} of speech in {n} transmissions"
SEARCHED_MANY = "{length} in {recordings} recordings: {speech} of speech in {n} transmissions"
SEARCHED_TEXT_ONLY = "{what}, by the text alone."
SEARCHED_SOUND_ALL = "{what}, by the text and by the sound."
SEARCHED_SOUND_PART = "{what}, all of it by the text and {share} of it by the sound."
UNHEARD = "What could not be heard"
UNHEARD_NOTHING = "Nothing is damaged, missing or unintelligible."
UNHEARD_SPEECH = "{length} of speech is unintelligible."
UNHEARD_SOUND = "{length} of sound is damaged or missing."
UNHEARD_DOUBT = "{n} of {total} transmissions were heard with low confidence."
LIMITS = "What this report can’t tell"
UNCHECKED = "Not checked"
UNCHECKED_WHY = "Why not"
SHOW_ALL = "All"
FILTER = "Show"

# The timeline.
TIMELINE = "The whole recording"
TIMELINE_OF = "{name}, {length}"
TIMELINE_CLOCK = "{start} to {end} by its clock"
TIMELINE_LABEL = "Timeline of {name}; arrow keys move from one transmission to the next, Enter plays"
TIMELINE_OVERVIEW = "Speech in {name}, by {step}; choose a time to see its transmissions"
TIMELINE_DENSITY = (
    "Height: how much of each {step} is speech. Dispatcher above the line, everyone else below."
)
NOT_RECORDED = "Not recorded: {start} to {end}, {length}"
CHANNEL = "channel {n}"
KEY_DISPATCHER = "Dispatcher (upper row)"
KEY_OTHERS = "Everyone else (lower row)"
KEY_DOUBT = "Low confidence"
KEY_UNINTELLIGIBLE = "Unintelligible"
KEY_TONE = "Tone, signal or squelch tail"
KEY_DAMAGE = "Damaged or missing"
KEY_PINS = "Numbers: claims. Blank: nobody spoke."

# A card.
PRINTED, HEARD, HEARD_PART = "Printed", "Heard", "Heard, {letter}"
HEARD_ON, HEARD_ON_BY = "Runs on", "in {name}, at {start}"
HEARD_WHOLE, HEARD_WHOLE_BY = "In all", "the quoted stretch, the recordings heard together"
DIFFERS = "differs: "
LEFT_OUT = "words were left out here"
ATTRIBUTED, ATTRIBUTED_NOBODY = "attributed to {who}", "the text names nobody as the speaker"
IN_ARTICLE = "In the article"
NEAREST = "Nearest"
NO_PLACE = "No place in the recordings fits."
PLAY_WORDS = "The same words, to play one by one; arrow keys move"
SELECT_WORD = "Select a word to hear it."
ONE_TRANSMISSION, N_TRANSMISSIONS = "one transmission", "{n} transmissions on end"
APART = "{gap} apart, with {n} other transmissions between"
APART_SAME = "{gap} of the same transmission lie between"
APART_PLAIN = "{gap} apart"
PREFERS = {
    Preference.HEARD: "The audio {strength} prefers “{heard}”, as heard, to “{quoted}”, as printed.",
    Preference.QUOTED: "The audio {strength} prefers “{quoted}”, as printed, to “{heard}”, as the transcript "
    "has it.",
    Preference.NEITHER: "The audio doesn’t decide between “{heard}”, as heard, and “{quoted}”, as printed.",
}
PREFERS_WITHOUT = {
    Preference.HEARD: "The audio {strength} prefers the words without “{quoted}”, as heard.",
    Preference.QUOTED: "The audio {strength} prefers the words with “{quoted}”, as printed.",
    Preference.NEITHER: "The audio doesn’t decide whether “{quoted}”, as printed, was said.",
}
PREFERS_WITH = {
    Preference.HEARD: "The audio {strength} prefers the words with “{heard}”, as heard.",
    Preference.QUOTED: "The audio {strength} prefers the words without “{heard}”, as printed.",
    Preference.NEITHER: "The audio doesn’t decide whether “{heard}”, as the transcript has it, was said.",
}
NOT_ASKED = {
    "replace": "“{heard}” was heard where “{quoted}” is printed. The sound was not asked about this "
    "difference.",
    "delete": "“{heard}” was heard and is not in the print. The sound was not asked about this difference.",
    "insert": "“{quoted}” is printed and was not heard. The sound was not asked about this difference.",
}
STRENGTHS = ((12.0, "strongly"), (6.0, "clearly"), (2.0, "weakly"), (0.0, "hardly"))
STRENGTH_NOTE = (
    "Strength: the natural logarithm of how many times likelier one wording makes this sound than the other, "
    "by the models that were asked. Under 2 is no preference, 2 to 6 weak, 6 to 12 clear, above 12 strong."
)
SCALE_LABEL = (
    "Scale from 20 for the words as heard to 20 for the words as printed; the mark stands at {value}."
)
SCALE_HEARD, SCALE_NEITHER, SCALE_PRINTED = "as heard", "no preference", "as printed"
SCALE_VALUE = "{value} for the words {side}"
STRETCH, PLACE_LETTER = "The stretch", "Place {letter}"
SCOPE_LABEL = "Position in the clip; arrow keys move, Enter plays"
FROM_TO = "{start} to {end}"
CLIP_CODE = "Clip {start} to {end} of {name}"
CLIP_CLOCK = "; {start} to {end} by its clock"
NO_CLIP = "No clip is in this report: play {name} at {start}."
WORD_TIMES = "the recogniser’s own; nobody has checked them by ear"
WHY = "Why this verdict"
SAID_BY, NOBODY = "Said by", "Nobody, in these recordings"
WHO_SPEAKS = "Nearest: who speaks"
ROLE_CHANCE = "That it was {who}: {p} of 1."
ROLE_CORRECTED = "That it was {who}: by a person’s correction."
VOICE = "voice {name}"
CLOCK_TIME, CLOCK_NONE = "Clock time", "Not known"
CLOCK_NONE_WHY = "the recording carries no clock"
CLOCK_NO_ZONE = "the recording begins at {local} in a zone that is not known; --tz gives one"
CLOCK_BASIS = {
    "sidecar": "by a file beside the recording",
    "filename": "by the recording’s file name",
    "tags": "by the recording’s tags",
    "option": "as given on the command line",
}
CLOCK_UNCERTAIN = "within {seconds} s"
CLOCK_UNKNOWN_ERROR = "its error is not known"
OVER = "over {p}"
UNDER = "under {p}"
TIME_LOCAL = "{time} (local time, as no zone is given)"
TIME_AGREES = "The text’s time, {claimed}, agrees."
TIME_DISAGREES = "The text gives another time: {claimed}."
TIME_OPEN = "The text gives {claimed}; the recording’s clock can’t confirm it."
IN_RECORDING = "In the recording"
TRANSMISSION_OF = "transmission {n} of {total}"
SURE = "How sure"
SURE_MEANS = "of 1 that this verdict is right"
SURE_MEANS_OPEN = "of 1 that the recordings can’t decide it, whoever listens; the same for all left open"
P_SAID = "Chance it was said"
P_SAID_MEANS = "of 1 that these words were said in these recordings, by anyone, unaltered in meaning"
MISSED = "On labelled recordings a quote of this length that was said is called absent {p} times in 100."
RIGHT_TIMES = "On labelled recordings this verdict was right {right} times in {given}."
COVERS = "What “{verdict}” covers"
COVERS_NOT = (
    "It may have been said before or after these recordings, on another channel, or in stretches that the "
    "recorder left out. This verdict says nothing about those."
)
COVERED_FILES = "{n} recordings searched"
COVERED_SPEECH = "Speech"
COVERED_SOUND = "Searched by sound"
COVERED_UNINTELLIGIBLE = "Unintelligible"
COVERED_DAMAGED = "Damaged or missing"
CUT_QUALIFIER = "The quote stops where the speaker went on with a condition: “{after}”."
TRAFFIC, TRAFFIC_N = "Traffic before and after", "{n} transmissions"
LONGER = "Longer: two minutes on either side"
THIS_CLAIM = "(this claim)"
OTHER_PLACES, OTHER_PLACES_NOTE = "Runner-up places", "where it might have been said instead"
CORROBORATION, CORROBORATION_NOTE = "Heard again", "the same words at other places"
WORD_BY_WORD, WORD_BY_WORD_NOTE = "Word by word", "with the sound’s own score"
TABLE = {
    "time": "Time",
    "role": "Role",
    "as_heard": "As heard by the recogniser",
    "p_said": "Chance",
    "printed": "Printed",
    "heard": "Heard",
    "log_prob": "Log-probability",
}
WORD_NOTE = (
    "Log-probability: natural logarithm, 0 at best; how well the sound bears out the word given those before."
)
P_SAID_NOTE = "Chance: of 1, that the claim’s words were said at that place."
UNINTELLIGIBLE = "[unintelligible]"
OTHER_DECODINGS = "Also decoded as"

# People.
HUMAN = "Human listening, not part of the verdict above"
LISTENER, LISTENER_KNOWING, ANONYMOUS = "Blind listener", "Listener, not blind", "unnamed"
LISTENED = "{played}{slow}; {before}"
NOT_PLAYED, PLAYED_ONCE, PLAYED_TIMES = "never played", "played once", "played {plays} times"
LISTENED_SLOW, QUOTE_BEFORE = ", partly at half speed", "the quote had been on the page before"
QUOTE_NOT_BEFORE = "the quote had not been on the page before"
EDITOR = "Editor’s decision, beside the verdict and no part of it"
LISTEN_BLIND, LISTEN_BLIND_FIRST = "Listen blind", "Listen blind, all clips"
LISTEN_BLIND_NOTE = "Hides quote and transcript, takes down what you hear, then compares."
DECIDE, DECIDE_NOTE = "Your own decision", "stands beside the verdict and never changes it"

# Provenance.
PROVENANCE = "How this was done, and how to repeat it"
BLIND_RULE = (
    "The transcript was made before any quote was read; no word of a quote reaches the recogniser. It is "
    "shown as heard and never edited."
)
RECORDING, ARTICLE, RECOGNISER, CALIBRATION = "Recording", "Article", "Recogniser and settings", "Calibration"
FACT = {
    "file": "File",
    "bytes": "{n} bytes, opened read-only",
    "sha256": "SHA-256",
    "sound": "Sound",
    "sound_is": "{sound}, {rate} Hz, {channels} channel(s); {decoded} s decoded, {header} by its header",
    "no_header": "not stated",
    "damage": "Damage",
    "no_damage": "none found",
    "clock": "Clock",
    "source": "Source",
    "by_sound": "Searched by sound",
    "by_sound_is": "{share} of the speech",
    "transcript": "Transcript",
    "clip": "Clip of claim {n}",
    "url": "Address",
    "retrieved": "Retrieved",
    "model": "Model",
    "model_unknown": "This checksum is not one that this version knows.",
    "settings": "Settings",
    "word_times": "Word times",
    "prompt": "Exact prompt",
    "prompt_empty": "empty: the recogniser was told nothing",
    "tool": "Tool",
    "created": "Made",
    "name": "Name",
}
RATES = "How often each verdict is right"
RATES_HEAD = ("When it says", "Given", "Right")
RATES_NOTE = "Measured on labelled recordings. Other radio systems, accents and noise may do worse."
RATES_NONE = "This calibration states no measured error rates."
MEANINGS = "What each verdict means"
REPEAT = "To repeat it"
CHECK_COMMAND, CHECK_PAGE = "dispatch check", "report.html"
EXPORT = "Export listening and decisions as JSON"
FOOT_BOLD = "“Said on the radio” is not “true”."
FOOT = (
    "This report tells whether words are on a recording, who seems to have said them and when. Whether the "
    "speaker was right, and whether the recording is whole and genuine, it can’t tell. Listen before you "
    "publish."
)
TITLE = "{headline} dispatch verification report"

SCRIPT = {
    "play": "Play",
    "playLength": "Play {s} s",
    "stop": "Stop",
    "playIt": "Play it",
    "wide": "± 5 s",
    "wideTitle": "Five seconds more on either side",
    "half": "Half speed",
    "loop": "Loop",
    "inRecording": "in the recording",
    "failed": "This clip can’t be played here: {name} at {start}.",
    "noSound": "not in a clip of this report",
    "low": "low confidence",
    "unintelligible": "unintelligible",
    "of": "{n} of {total}",
    "earlier": "Earlier",
    "later": "Later",
    "blindCount": "Blind listening, clip {n} of {total}",
    "blindOne": "Listen, then write down what you hear",
    "blindMany": "Listen to all {n} stretches, then write down what you hear",
    "blindIntro": "The quote and the transcript are hidden. People hear what they have just read; what you "
    "write now is evidence only if you write before you look.",
    "blindField": "What do you hear?",
    "blindHint": "Write [?] for each word you can’t make out. It can’t be changed once revealed.",
    "blindName": "Your name or initials",
    "blindNameNote": "(optional, kept in this page until you export it)",
    "blindStretch": "Play stretch {n}, {s} s",
    "blindProgress": "Position in the clip",
    "reveal": "Reveal and compare",
    "revealed": "What you heard, compared",
    "you": "You",
    "transcript": "Transcript",
    "printed": "Printed",
    "difference": "Difference",
    "notPrinted": "not as printed",
    "notTranscript": "not as in the transcript",
    "notYours": "not as you heard it",
    "allDiffer": "all differ",
    "summary": "You wrote {a} of the transcript’s {b} words and {c} of the printed quote’s {d}.",
    "decides": "Transcript and print differ at {n} words: you agree with the transcript at {h} and with "
    "the print at {p}.",
    "alike": "Transcript and print have the same words here.",
    "apart": "They come from {n} places that were apart.",
    "next": "Next clip",
    "close": "Close",
    "export": "Export as JSON",
    "listener": LISTENER,
    "listenerKnowing": LISTENER_KNOWING,
    "anonymous": ANONYMOUS,
    "listened": LISTENED,
    "notPlayed": NOT_PLAYED,
    "playedOnce": PLAYED_ONCE,
    "playedTimes": PLAYED_TIMES,
    "listenedSlow": LISTENED_SLOW,
    "quoteBefore": QUOTE_BEFORE,
    "quoteNotBefore": QUOTE_NOT_BEFORE,
    "editor": "Editor’s decision",
    "decision": "Decision",
    "reason": "Reason",
    "name": "Name",
    "keep": "Keep this decision",
    "kept": "Kept in this page until you export it.",
    "incomplete": "A decision, a reason and a name are needed.",
    "shown": "{n} of {total} shown",
}
