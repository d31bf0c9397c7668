"""Mishearings and alterations: what the fitted model makes of differences that show which they are."""

from __future__ import annotations

from dataclasses import replace

from dispatch.judge.calibration import load_calibration
from dispatch.judge.differences import is_settled, spoken_against
from dispatch.judge.edits import weighed
from dispatch.judge.features import alteration_features
from dispatch.values import Claim, Difference, Operation, Preference, Span
from dispatch.values.evidence import ClaimEvidence, EditEvidence, Reading, Searched

MISHEARD = EditEvidence(
    Difference(Operation.REPLACE, "drifting", "stripping", Span(0, 400), Preference.HEARD, -4.6, "content"),
    guarded=False,
    carries_meaning=True,
    quoted_words=1,
    heard_words=1,
    crosses_sentence=False,
    sound_similarity=0.75,
    heard_probability=0.7,
)
ALTERED = replace(
    MISHEARD,
    difference=replace(
        MISHEARD.difference, quoted="south", heard="north", log_likelihood_ratio=-12.0, meaning="direction"
    ),
    guarded=True,
    sound_similarity=0.25,
    heard_probability=0.97,
    rival=True,
)


def probability(edit: EditEvidence) -> float:
    reading = Reading("", 0, Span(0, 400), (), "", 0.8, 1, True, (edit,), "", False, 0.9, (), "", "")
    evidence = ClaimEvidence(Claim("c1", "x"), (reading,), None, Searched(0, 0, 1.0, 1.0, 1.0))
    return weighed(evidence, load_calibration().edits.probability).readings[0].edits[0].p_quoted


def test_what_sounds_alike_is_misheard_and_a_rival_is_not() -> None:
    assert probability(MISHEARD) > 0.7
    assert probability(ALTERED) < 0.2


def test_each_piece_of_evidence_speaks_the_way_it_must() -> None:
    base = probability(MISHEARD)
    assert probability(replace(MISHEARD, reread=1.0)) > base
    assert probability(replace(MISHEARD, sound_similarity=0.5)) < base
    assert probability(replace(MISHEARD, heard_probability=0.99)) < base
    assert probability(replace(MISHEARD, rest=0.3)) < base


def test_a_probability_that_is_settled_already_stays() -> None:
    assert probability(replace(MISHEARD, p_quoted=0.45)) == 0.45


def test_a_rival_is_settled_by_the_sound_alone() -> None:
    sure = replace(ALTERED, p_quoted=0.95)
    assert not is_settled(sure)
    assert is_settled(replace(sure, difference=replace(sure.difference, log_likelihood_ratio=3.0)))
    assert is_settled(replace(MISHEARD, p_quoted=0.6))


def test_a_condition_that_the_sound_speaks_against_is_not_misheard() -> None:
    """ "Until" heard as "or", which the sound prefers to "after" by five nats: "after" is not confirmed."""
    after = replace(MISHEARD.difference, quoted="after", heard="or", meaning="condition")
    for ratio, settled in ((-5.3, False), (None, False), (-1.0, True), (2.0, True)):
        difference = replace(after, log_likelihood_ratio=ratio)
        edit = replace(MISHEARD, difference=difference, p_quoted=0.8, carries_meaning=True)
        assert is_settled(edit) is settled


def test_a_denial_on_one_side_alone_is_settled_by_the_sound() -> None:
    denied = replace(MISHEARD.difference, quoted="not", heard="", meaning="negation")
    for p_quoted, ratio, settled in ((0.6, 3.0, False), (0.95, -7.5, False), (0.95, 3.0, True)):
        difference = replace(denied, log_likelihood_ratio=ratio)
        edit = replace(MISHEARD, difference=difference, p_quoted=p_quoted, carries_meaning=True, rival=False)
        assert is_settled(edit) is settled


def test_a_plural_that_the_sound_speaks_against_is_no_word_for_word() -> None:
    """ "The rear cars" of a heard "the rear car" was verbatim, so alike do they sound."""
    for quoted, ratio, settled in (("cars", -4.7, False), ("cars", -0.8, True), ("the", -4.7, True)):
        heard = "car" if quoted == "cars" else "a"
        difference = replace(
            MISHEARD.difference, quoted=quoted, heard=heard, meaning="none", log_likelihood_ratio=ratio
        )
        assert (
            is_settled(replace(MISHEARD, difference=difference, p_quoted=0.9, carries_meaning=False))
            is settled
        )


def test_what_the_sound_rules_out_is_no_mishearing_but_where_both_sound_the_same() -> None:
    """However often names are misheard: "St. Bernard's" for a heard "St Brendan's"."""
    likely = replace(
        MISHEARD,
        difference=replace(MISHEARD.difference, log_likelihood_ratio=-9.8, meaning="place"),
        sound_similarity=0.4,
        p_quoted=0.8,
    )
    assert likely.is_ruled_out and not is_settled(likely)
    assert is_settled(replace(likely, sound_similarity=0.9))
    assert is_settled(replace(likely, difference=replace(likely.difference, log_likelihood_ratio=-5.0)))


def test_a_name_plainly_heard_is_no_mishearing_of_one_that_sounds_like_it() -> None:
    """ "Corby" where "Kirby" was said, and "Ibarra" where a doubtful "Iber" was heard."""
    corby = replace(
        MISHEARD,
        difference=replace(MISHEARD.difference, log_likelihood_ratio=-8.0, meaning="place"),
        sound_similarity=0.8,
        heard_probability=0.97,
        quoted_words=1,
        p_quoted=0.98,
    )
    assert corby.is_ruled_out and not is_settled(corby)
    assert corby.is_surely_other
    less = replace(corby, difference=replace(corby.difference, log_likelihood_ratio=-4.0))
    assert less.is_ruled_out and not less.is_surely_other
    for other in (
        replace(corby, heard_probability=0.7),
        replace(corby, difference=replace(corby.difference, log_likelihood_ratio=-2.0)),
        replace(corby, difference=replace(corby.difference, meaning="function")),
    ):
        assert is_settled(other) and not other.is_surely_other


def test_words_that_were_surely_heard_are_no_mishearing_however_many() -> None:
    unlike = replace(
        MISHEARD,
        difference=replace(MISHEARD.difference, log_likelihood_ratio=-38.9),
        sound_similarity=0.25,
        quoted_words=2,
        heard_words=2,
    )
    sure, unsure = (replace(unlike, heard_probability=p) for p in (0.9, 0.5))
    assert sure.is_surely_other and not unsure.is_surely_other
    reading = Reading("0", 0, Span(0, 1), (), "", 0.7, 1, True, (), "", False, 0.9, (), "", "")
    assert [alteration_features(reading, edit).extent for edit in (sure, unsure)] == [1.0, 2.0]


def test_what_a_second_model_reads_settles_what_the_sound_leaves_close() -> None:
    def with_ratio(edit: EditEvidence, nats: float) -> EditEvidence:
        return replace(edit, difference=replace(edit.difference, log_likelihood_ratio=nats), p_quoted=0.95)

    close, against = with_ratio(ALTERED, -1.5), with_ratio(ALTERED, -3.0)
    assert not is_settled(close)
    assert is_settled(replace(close, seconded=True))
    assert not is_settled(replace(against, seconded=True))
    denial = replace(close, difference=replace(close.difference, meaning="negation"))
    assert not is_settled(replace(denial, seconded=True)), "a denial has to be borne out by the sound as well"
    preferred = with_ratio(denial, 0.5)
    assert is_settled(replace(preferred, seconded=True)) and not is_settled(preferred)


def test_what_a_second_model_reads_is_not_ruled_out_by_likelihoods_alone() -> None:
    hill = replace(
        MISHEARD,
        difference=replace(MISHEARD.difference, quoted="hill", heard="hell", log_likelihood_ratio=-12.0),
        sound_similarity=0.3,
        p_quoted=0.85,
    )
    assert hill.is_ruled_out and not is_settled(hill)
    read = replace(hill, seconded=True)
    assert not read.is_ruled_out and not read.is_surely_other and is_settled(read)
    assert not is_settled(replace(read, p_quoted=0.4)), "the weights have to bear it out, too"


def test_what_the_sound_speaks_clearly_against_confirms_nothing_however_badly_it_was_heard() -> None:
    """ "They tell" for a heard "Become", which the recogniser doubted: so would "Call him" have been."""

    def reading(nats: float, *, seconded: bool = False) -> Reading:
        difference = replace(MISHEARD.difference, log_likelihood_ratio=nats)
        edit = replace(MISHEARD, difference=difference, heard_probability=0.07, p_quoted=0.98)
        made = Reading("0", 0, Span(0, 1), (), "", 0.7, 1, True, (), "", False, 0.9, (), "", "")
        return replace(made, edits=(replace(edit, seconded=seconded),))

    assert all(is_settled(edit) for nats in (-6.6, -5.0) for edit in reading(nats).edits)
    assert spoken_against(reading(-6.6)) in reading(-6.6).edits
    assert spoken_against(reading(-5.0)) is None
    assert spoken_against(reading(-6.6, seconded=True)) is None, "another model reads the quoted words"
