"""Two rounds of ratings, ratings left out, changed rules, declined grants: what counts, and what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from reviewer.domain.assessment import Assessment, assess, reassess, setting
from reviewer.domain.case import Case, fold
from reviewer.domain.committee import Committee, Ranking, RankMethod, Seat, SeatRole, Step
from reviewer.domain.events import Happening, Outcome, Rated, RatingRound, RatingState, Register, Stage, StageSet
from reviewer.domain.interventions import CommitteeChanged, DrawAnnounced, GrantDeclined, PlaceMoved, RatingExcluded, RatingStanding
from reviewer.domain.ordering import Leniency, TieKey, TieKind
from reviewer.domain.ranking import Group
from reviewer.domain.ranking.robustness import least_swaps, weight_ranges
from reviewer.domain.recommendation import above_the_line
from reviewer.domain.rights import refusal
from reviewer.domain.rounds import confirmed, mean_distance, reasked, shifts, waiting
from reviewer.domain.timeliness import stamped, untimely
from reviewer.domain.weights import score_words, weight_of
from reviewer.language.speech import Speech
from tests.domain.small_round import BASIS, COMMITTEE, application, events, opening, received, recommendation, scores

Act = tuple[str, Happening]


def case_of(bodies: Iterable[Act]) -> Case:
    """Fold the acts as a case file writes them: each event names those whose registers it takes over."""
    last: dict[Register, str] = {}
    written = []
    for event in events(bodies):
        replaces = tuple(dict.fromkeys(last[register] for register in event.body.registers if register in last))
        last |= dict.fromkeys(event.body.registers, event.id)
        written.append(replace(event, replaces=replaces))
    return fold(written)


def assessed(bodies: Iterable[Act]) -> Assessment:
    return assess(case_of(bodies))


def rated(seat: str, score: int, criterion: str = "nytte", key: str = "A", **more) -> Act:
    return seat, Rated(application=key, criterion=criterion, state=RatingState.SCORED, score=score, seat=seat, **more)


def begun(*more: Act) -> list[Act]:
    """A and B with all criteria rated by two members: A 4, B 3."""
    return [
        *opening(),
        *received(application("A", "Ask", 6_000_000), application("B", "Bjørk", 5_000_000)),
        *scores("A", ("leder", 4, 4), ("voss", 4, 4)),
        *scores("B", ("leder", 3, 3), ("voss", 3, 3)),
        *more,
    ]


def test_what_departs_after_a_move_is_measured_by_the_order_that_counts_and_the_computed_is_named() -> None:
    there = ("leder", PlaceMoved(application="B", to=1, reason="Haster."))
    kept = recommendation("A", Outcome.RECOMMENDED, amount=6_000_000)
    plain, moved = assessed(begun(kept)), assessed(begun(there, kept))
    assert (plain.unmoved, plain.departure("A")) == (None, None)
    departs = moved.departure("A")
    assert departs is not None
    assert Speech("nb").text(departs).replace("\u00a0", " ") == (
        "Rådet innstiller på 6 000 000 kr. Rådets egen rekkefølge gir 5 000 000 kr. Den beregnede rekkefølgen gir 6 000 000 kr."
    )
    assert moved.unmoved == plain.allocation


# --- Two rounds


def test_a_rating_after_the_discussion_counts_and_the_one_before_is_kept() -> None:
    dossier = case_of(begun(rated("voss", 2, round=RatingRound.AFTER))).dossiers["A"]
    assert dossier.ratings["voss", "nytte"].score == 2
    assert dossier.before["voss", "nytte"].score == 4
    assert dossier.ratings["leder", "nytte"].score == 4
    assert assess(case_of(begun(rated("voss", 2, round=RatingRound.AFTER)))).judged["A"].score.criteria["nytte"].values == (2, 4)


def test_who_moved_and_how_far_is_told() -> None:
    dossier = case_of(begun(rated("voss", 1, round=RatingRound.AFTER), rated("leder", 4, round=RatingRound.AFTER))).dossiers["A"]
    (moved,) = shifts(dossier.before, dossier.ratings)
    assert (moved.seat, moved.criterion, moved.before, moved.after, moved.distance) == ("voss", "nytte", 4, 1, -3)
    assert mean_distance([moved]) == 3
    assert mean_distance([]) is None


def test_neither_round_replaces_the_other_and_taking_back_the_second_leaves_the_first() -> None:
    after = rated("voss", 2, round=RatingRound.AFTER)
    back = ("voss", replace(after[1], state=RatingState.WITHDRAWN, score=None))
    case = case_of(begun(after, back))
    assert case.conflicts == ()
    assert case.dossiers["A"].ratings["voss", "nytte"].score == 4
    registers = {body.registers for _, body in (after, rated("voss", 4))}
    assert len(registers) == 2


def test_a_rating_is_stamped_with_the_round_it_is_given_in() -> None:
    before, after = case_of(begun()), case_of(begun(("sekretariat", StageSet(stage=Stage.SECOND_ROUND))))
    body = rated("voss", 5)[1]
    assert stamped(before, body) == body
    assert stamped(after, body) == replace(body, round=RatingRound.AFTER)


def test_the_second_round_comes_after_the_first_is_opened() -> None:
    closed, opened = case_of(begun()), case_of(begun(("sekretariat", StageSet(stage=Stage.OPENED))))
    assert untimely(closed, StageSet(stage=Stage.SECOND_ROUND)) is not None
    assert untimely(opened, StageSet(stage=Stage.SECOND_ROUND)) is None
    assert untimely(opened, rated("voss", 5, round=RatingRound.AFTER)[1]) is not None


def test_before_the_ratings_are_opened_nobody_sees_what_another_gave_or_had_left_out() -> None:
    excluded = ("sekretariat", RatingExcluded(application="A", rater="leder", reason="Kjenner søkeren."))
    seen = case_of(begun(excluded)).seen_by("voss").dossiers["A"]
    assert {seat for seat, _ in (*seen.ratings, *seen.before, *seen.excluded)} == {"voss"}
    assert all(not isinstance(event.body, RatingExcluded) for event in seen.history)


# --- Ratings left out


def test_an_excluded_rating_does_not_count_and_its_reason_is_kept() -> None:
    excluded = ("sekretariat", RatingExcluded(application="A", rater="voss", reason="Brøt fristen."))
    found = assessed(begun(rated("voss", 1), excluded)).judged["A"]
    assert found.score.value == 4
    assert found.score.raters == 1
    assert found.dossier.excluded["voss", ""].reason == "Brøt fristen."
    assert found.dossier.ratings["voss", "nytte"].score == 1


def test_only_one_criterion_can_be_left_out_and_all_can_count_again() -> None:
    one = ("sekretariat", RatingExcluded(application="A", rater="voss", criterion="evne", reason="Feil."))
    back = ("sekretariat", replace(one[1], standing=RatingStanding.COUNTED))
    score = assessed(begun(rated("voss", 1, "evne"), one)).judged["A"].score
    assert (score.criteria["evne"].values, score.criteria["nytte"].values) == ((4,), (4, 4))
    assert case_of(begun(one, back)).dossiers["A"].excluded == {}


# --- Changed rules


def changed(**more) -> Committee:
    nytte, evne = COMMITTEE.criteria
    return replace(COMMITTEE, criteria=(replace(nytte, **more), evne))


def amended(committee: Committee) -> Act:
    return "sekretariat", CommitteeChanged(committee=committee, committee_hash="e" * 64, reason="Rådet vedtok det.")


def test_another_weight_uses_the_same_ratings() -> None:
    case = case_of(begun(amended(changed(weight=Decimal(1)))))
    assert case.committee.criteria[0].weight == 1
    assert case.committee_hash == "e" * 64
    assert case.dossiers["A"].outdated == {}
    assert len(case.dossiers["A"].ratings) == 4


def test_another_scale_leaves_the_ratings_waiting_for_their_authors() -> None:
    shorter = changed(scale=tuple(Step(value=value, anchor="nytt") for value in (1, 2, 3)))
    case = case_of(begun(amended(shorter)))
    assert set(case.dossiers["A"].outdated) == {("leder", "nytte"), ("voss", "nytte")}
    assert set(case.dossiers["A"].ratings) == {("leder", "evne"), ("voss", "evne")}
    assert assess(case).place("A").rank is None  # type: ignore[union-attr]
    assert list(confirmed(case.dossiers["A"].outdated.values(), case.committee, 1)) == []
    carried = list(confirmed(case.dossiers["B"].outdated.values(), case.committee, len(case.changes)))
    assert {(one.seat, one.score, one.edition) for one in carried} == {("leder", 3, 1), ("voss", 3, 1)}


def test_a_rating_of_the_second_round_leaves_nothing_of_the_first_to_confirm() -> None:
    worded = changed(question="Hvor stor er nytten nå?")
    seat, later = rated("voss", 4, edition=1)
    case = case_of(begun(amended(worded), (seat, replace(later, round=RatingRound.AFTER))))
    assert case.dossiers["A"].ratings["voss", "nytte"].score == 4
    assert ("voss", "nytte") not in case.dossiers["A"].outdated
    assert [one.application for one in waiting(case.dossiers.values(), "voss")] == [key for key in case.dossiers if key != "A"]


def test_what_is_asked_anew_is_told_before_the_rules_are_changed() -> None:
    assert reasked(COMMITTEE, changed(weight=Decimal(1))) == ()
    assert [one.id for one in reasked(COMMITTEE, changed(question="Ny?"))] == ["nytte"]
    assert [one.id for one in reasked(COMMITTEE, replace(COMMITTEE, criteria=COMMITTEE.criteria[:1]))] == ["evne"]


def test_a_confirmed_rating_counts_again() -> None:
    worded = changed(question="Hvor stor er nytten nå?")
    case = case_of(begun(amended(worded), rated("voss", 4, edition=1)))
    assert case.dossiers["A"].ratings["voss", "nytte"].score == 4
    assert ("leder", "nytte") in case.dossiers["A"].outdated
    assert stamped(case, rated("leder", 5)[1]) == rated("leder", 5, edition=1)[1]


# --- Thresholds, the overall rating, leniency


def test_below_a_threshold_gets_no_money_and_the_reason_is_told() -> None:
    strict = case_of(begun(amended(changed(threshold=Decimal("3.5")))))
    found = assess(strict)
    place = found.place("B")
    assert place is not None
    assert (place.rank, place.group) == (2, Group.BELOW_THRESHOLD)
    assert [award.id for award in found.allocation.awards] == ["A"]
    (passed,) = found.allocation.passed_over
    assert Speech("nb").text(passed.reason) == "Den er under terskelen for Nytte."
    assert place.lacking == ("Nytte",)


@pytest.mark.parametrize(("least", "below"), [("6", ()), ("6.5", ("B",)), ("8.5", ("A", "B"))])
def test_the_least_sum_is_that_of_the_means_and_equal_is_enough(least: str, below: tuple[str, ...]) -> None:
    """As in the EU's evaluations the sum has no weights: A 4 + 4, B 3 + 3."""
    committee = replace(COMMITTEE, ranking=Ranking(basis=BASIS, least_sum=Decimal(least)))
    found = assess(case_of(begun(amended(committee))))
    assert tuple(place.id for place in found.places if place.group is Group.BELOW_THRESHOLD) == below


def test_a_place_by_the_overall_rating_says_so_and_rests_on_nobody_elses_ratings() -> None:
    """Only `leder` gives the overall rating of A, 5; `voss` rates the other criterion."""
    committee = replace(COMMITTEE, ranking=Ranking(basis=BASIS, overall="nytte"))
    found = assessed([*begun(rated("leder", 5)), amended(committee)])
    first = found.place("A")
    assert first is not None
    assert Speech("nb").text(first.reason) == "Blant de støtteberettigede: samlet vurdering 4,50."
    told = {one.id: Speech("nb").value(weight_of(committee, one)) for one in committee.criteria}
    assert set(told.values()) == {"avgjør alene", "til orientering"}
    assert told["nytte"] == "avgjør alene"
    assert "regnes ikke ut fra de andre kriteriene" in Speech("nb").text(score_words(committee))
    assert (weight_ranges(setting(found)), least_swaps(setting(found), found.places)) == ((), ())


def test_an_overall_rating_is_the_score_itself() -> None:
    committee = replace(COMMITTEE, ranking=Ranking(basis=BASIS, overall="evne"))
    found = assess(case_of(begun(rated("voss", 2, "evne"), amended(committee))))
    assert found.judged["A"].score.value == 3
    assert dict(found.judged["A"].score.members) == {"leder": 4, "voss": 2}


def test_leniency_is_advice_unless_the_committees_file_says_so() -> None:
    """Lom has rated only B, mildly; taking that out moves B further below A."""
    bodies = begun(*scores("B", ("lom", 5, 5)))
    plain = assess(case_of(bodies))
    applied = assess(case_of([*bodies, amended(replace(COMMITTEE, ranking=Ranking(basis=BASIS, leniency=Leniency.APPLIED)))]))
    assert distance(plain) == 4 - Fraction(11, 3)
    assert distance(applied) > distance(plain)


def distance(found: Assessment) -> Fraction:
    values = {place.id: place.value or Fraction(0) for place in found.places}
    return values["A"] - values["B"]


# --- Moves, draws, declined grants, bulk


def test_a_move_can_be_left_to_the_computed_order_again() -> None:
    there = ("leder", PlaceMoved(application="B", to=1, reason="Haster."))
    back = ("leder", PlaceMoved(application="B", to=None, reason="Likevel ikke."))
    assert [place.id for place in assessed(begun(there)).places] == ["B", "A"]
    assert [place.id for place in assessed(begun(there, back)).places] == ["A", "B"]


def test_a_second_seed_would_be_a_second_draw() -> None:
    announced = ("sekretariat", DrawAnnounced(seed="Lotto 21.11.2026"))
    case = case_of(begun(announced))
    assert case.seed == "Lotto 21.11.2026"
    assert untimely(case, DrawAnnounced(seed="en annen")) is not None
    assert untimely(case_of(begun()), announced[1]) is None


def test_an_announced_draw_parts_equals() -> None:
    committee = replace(COMMITTEE, ranking=Ranking(basis=BASIS, ties=(TieKey(kind=TieKind.DRAW),)))
    bodies = [*begun(*scores("B", ("leder", 4, 4), ("voss", 4, 4))), amended(committee)]
    assert [place.rank for place in assessed(bodies).places] == [1, 1]
    assert [place.rank for place in assessed([*bodies, ("leder", DrawAnnounced(seed="x"))]).places] == [1, 2]


def test_when_someone_declines_the_next_in_line_gets_the_money() -> None:
    """10 million: A 6, B part of 5. Without A, B gets all of it."""
    declined = ("sekretariat", GrantDeclined(application="A", reason="Prosjektet er stanset."))
    before, after = assessed(begun()).allocation, assessed(begun(declined)).allocation
    assert {award.id: award.amount for award in before.awards} == {"A": 6_000_000, "B": 4_000_000}
    assert {award.id: award.amount for award in after.awards} == {"B": 5_000_000}
    assert [one.reason.message for one in after.passed_over] == ["The applicant has declined."]


def test_all_above_the_line_are_recommended_but_what_is_settled_stays() -> None:
    awards = assessed(begun()).allocation.awards
    assert [(one.application, one.amount, one.fields) for one in above_the_line(awards, {"B"})] == [("A", 6_000_000, ("outcome", "amount"))]


@pytest.mark.parametrize(
    "body",
    [
        RatingExcluded(application="A", rater="voss", reason=" "),
        PlaceMoved(application="A", to=1, reason=""),
        PlaceMoved(application="A", to=0, reason="Haster."),
        DrawAnnounced(seed=" "),
        GrantDeclined(application="A", reason=""),
        CommitteeChanged(committee=COMMITTEE, committee_hash="", reason=" "),
    ],
)
def test_without_a_reason_nothing_is_done_to_the_order(body: Happening) -> None:
    office = COMMITTEE.seat("sekretariat")
    assert office is not None
    assert refusal(COMMITTEE, office, body) is not None


def test_members_do_nothing_to_the_order() -> None:
    member = COMMITTEE.seat("voss")
    assert member is not None
    for body in (
        RatingExcluded(application="A", rater="leder", reason="x"),
        PlaceMoved(application="A", to=1, reason="x"),
        DrawAnnounced(seed="x"),
    ):
        assert refusal(COMMITTEE, member, body) is not None


def test_one_changed_rating_gives_what_the_whole_case_gives() -> None:
    before, after = case_of(begun()), case_of(begun(rated("voss", 1, key="B")))
    assert reassess(assess(before), after, {"B"}).places == assess(after).places


def test_where_the_method_cannot_be_proved_nobody_has_a_place_and_it_is_said() -> None:
    """Each of sixteen members begins one application later in the same circle."""
    ids = [f"{at:02}" for at in range(16)]
    seats = tuple(Seat(id=f"s{at:02}", name="s", role=SeatRole.MEMBER) for at in range(16))
    scale = tuple(Step(value=value, anchor="") for value in range(16))
    criterion = replace(COMMITTEE.criteria[0], scale=scale)
    committee = replace(
        COMMITTEE, seats=(*COMMITTEE.seats, *seats), criteria=(criterion,), ranking=Ranking(basis=BASIS, method=RankMethod.KEMENY)
    )
    ratings = [rated(seat.id, (at + turn) % 16, key=key, edition=1) for turn, seat in enumerate(seats) for at, key in enumerate(ids)]
    found = assessed([*opening(), *received(*(application(key, key, 1) for key in ids)), amended(committee), *ratings])
    assert found.refused is not None
    assert {(place.rank, place.reason) for place in found.places} == {(None, found.refused)}
    assert found.allocation.awards == ()
