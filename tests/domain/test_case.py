"""The case is what its events make it, in whatever order they arrive; and a seat sees its part of it, nothing round the side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.domain.case import Case, NoCaseError, fold
from reviewer.domain.events import (
    KINDS,
    ApplicationReceived,
    BudgetSet,
    Dissented,
    Event,
    Happening,
    Interest,
    InterestDeclared,
    Outcome,
    Problem,
    Rated,
    RatingState,
    Recommended,
    RowSetAside,
    RowSettled,
    Ruling,
    Stage,
    StageSet,
    Undone,
    VerdictRuled,
)
from tests.domain.small_round import COMMITTEE, application, case_of, events, opening, received, scores, settled

OFFICE = "sekretariat"
NAMES = {kind: name for name, kind in KINDS.items()}
quick = settings(deadline=None, max_examples=60)


def event(key: str, seat: str, body: Happening, replaces: Iterable[str] = ()) -> Event:
    """One later event, whose key says its place in time too."""
    number = 1000 + int(key, 36)
    at = datetime(2018, 3, 1, tzinfo=UTC) + timedelta(minutes=number)
    return Event(id=key, seat=seat, number=number, at=at, kind=NAMES[type(body)], body=body, replaces=tuple(replaces))


BASE = events([*opening(None), *received(application("A", "Ask", 100), application("B", "Bjørk", 200))])


def with_(*more: Event) -> Case:
    return fold([*BASE, *more])


def score(seat: str, number: int, key: str = "A") -> Rated:
    return Rated(application=key, criterion="nytte", state=RatingState.SCORED, score=number, seat=seat)


def test_without_an_opening_there_is_no_case() -> None:
    for stream in ([], BASE[1:]):
        with pytest.raises(NoCaseError):
            fold(stream)


def test_the_frame_is_the_cases_own_or_else_the_funds() -> None:
    assert with_().budget is None
    assert with_(event("1", OFFICE, BudgetSet(amount=7))).budget == 7
    opened = BASE[0]
    framed = replace(COMMITTEE, fund=replace(COMMITTEE.fund, frame=99))
    assert fold([replace(opened, body=replace(opened.body, committee=framed))]).budget == 99  # type: ignore[arg-type]


def test_a_new_revision_counts_and_the_former_stays() -> None:
    changed = replace(application("A", "Ask", 100), amount_applied=150)
    old = BASE[1].id
    case = with_(event("1", OFFICE, ApplicationReceived(application="A", content=changed, source="s"), [old]))
    dossier = case.dossiers["A"]
    assert dossier.application.amount_applied == 150
    assert dossier.former is not None
    assert dossier.former.amount_applied == 100
    assert case.conflicts == ()


def test_a_rating_that_is_replaced_or_taken_back_is_gone() -> None:
    first = event("1", "voss", score("voss", 2))
    second = event("2", "voss", score("voss", 5), ["1"])
    gone = event("3", "voss", replace(score("voss", 0), state=RatingState.WITHDRAWN, score=None), ["2"])
    assert with_(first, second).dossiers["A"].ratings["voss", "nytte"].score == 5
    assert with_(first, second, gone).dossiers["A"].ratings == {}


def test_two_that_replace_the_same_one_are_a_conflict_until_a_person_settles_it() -> None:
    first, left, right = (event(key, OFFICE, BudgetSet(amount=int(key)), replaced) for key, replaced in (("1", ()), ("2", "1"), ("3", "1")))
    (conflict,) = with_(first, left, right).conflicts
    assert conflict.register == ("budget",)
    assert [found.id for found in conflict.events] == ["2", "3"]
    settled_by = event("4", "leder", BudgetSet(amount=4), ["2", "3"])
    assert with_(first, left, right, settled_by).conflicts == ()
    assert with_(first, left, right, settled_by).budget == 4


def test_undoing_brings_back_what_stood_before_and_undoing_that_brings_the_first_back() -> None:
    first, second = event("1", OFFICE, BudgetSet(amount=1)), event("2", OFFICE, BudgetSet(amount=2), ["1"])
    undo, redo = event("3", OFFICE, Undone(events=("2",))), event("4", OFFICE, Undone(events=("3",)))
    assert [with_(first, second, *more).budget for more in ((), (undo,), (undo, redo))] == [2, 1, 2]


def test_nobody_undoes_what_another_seat_did() -> None:
    assert with_(event("1", OFFICE, BudgetSet(amount=1)), event("2", "voss", Undone(events=("1",)))).budget == 1


def test_an_application_whose_coming_in_was_undone_is_not_in_the_case() -> None:
    case = with_(event("1", OFFICE, Undone(events=(BASE[1].id,), application="A")), event("2", "voss", score("voss", 3)))
    assert list(case.dossiers) == ["B"]


def test_each_field_of_a_recommendation_is_held_by_its_own_event() -> None:
    whole = Recommended(application="A", fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=90)
    reasons = Recommended(application="A", fields=("reasons",), reasons="God.")
    recommendation = with_(event("1", OFFICE, whole), event("2", "leder", reasons)).dossiers["A"].recommendation
    assert (recommendation.outcome, recommendation.amount, recommendation.reasons) == (Outcome.RECOMMENDED, 90, "God.")


def test_a_ruling_left_to_the_computation_again_is_no_ruling() -> None:
    waived = VerdictRuled(application="A", rule="soker", ruling=Ruling.WAIVED, reason="r")
    first, back = event("1", "leder", waived), event("2", "leder", replace(waived, ruling=Ruling.COMPUTED), ["1"])
    assert with_(first).dossiers["A"].rulings["soker"].seat == "leder"
    assert with_(first, back).dossiers["A"].rulings == {}


def test_an_empty_dissent_takes_it_back() -> None:
    first = event("1", "lom", Dissented(application="A", dissenter="lom", text="Nei."))
    back = event("2", "lom", Dissented(application="A", dissenter="lom", text=""), ["1"])
    assert with_(first).dossiers["A"].dissents == {"lom": "Nei."}
    assert with_(first, back).dossiers["A"].dissents == {}


ASIDE = RowSetAside(key="k1", application="A", cells={"Tittel": "hemmelig"}, problems=(Problem(expected="x"),), source="b.csv")


def test_a_row_set_aside_stays_until_it_is_settled() -> None:
    aside, done = event("1", OFFICE, ASIDE), event("2", OFFICE, RowSettled(key="k1", reason="r"), ["1"])
    assert with_(aside).set_aside == (ASIDE,)
    assert with_(aside, done).set_aside == ()
    assert with_(aside).dossiers["A"].history == (BASE[1],)


@quick
@given(st.data())
def test_the_order_in_which_events_arrive_does_not_matter(data: st.DataObject) -> None:
    stream = [*events(settled()), event("1", "lom", Undone(events=(events(settled())[-5].id,)))]
    assert fold(data.draw(st.permutations(stream))) == fold(stream)


def test_a_part_of_the_events_makes_the_same_dossier() -> None:
    whole = case_of(settled())
    part = fold([one for one in events(settled()) if one.application in {"", "B"}])
    assert part.dossiers == {"B": whole.dossiers["B"]}
    assert (part.budget, part.stage, part.committee) == (whole.budget, whole.stage, whole.committee)


# --- What a seat sees.

RECUSED = event("1", "lom", InterestDeclared(application="A", declarer="lom", interest=Interest.RECUSED, ground="Partner."))
OPEN = event("2", OFFICE, StageSet(stage=Stage.OPENED))


def test_a_case_that_a_seat_is_recused_from_is_not_there() -> None:
    assert list(with_(RECUSED).seen_by("lom").dossiers) == ["B"]
    assert list(with_(RECUSED).seen_by("voss").dossiers) == ["A", "B"]


def test_a_possible_interest_hides_nothing() -> None:
    possible = event("1", "lom", InterestDeclared(application="A", declarer="lom", interest=Interest.POSSIBLE))
    assert list(with_(possible).seen_by("lom").dossiers) == ["A", "B"]


def test_the_secretariat_sees_every_case() -> None:
    own = event("3", OFFICE, InterestDeclared(application="A", declarer=OFFICE, interest=Interest.RECUSED))
    assert list(with_(own).seen_by(OFFICE).dossiers) == ["A", "B"]


def test_only_ones_own_ratings_are_seen_until_they_are_opened() -> None:
    given = [event("3", "voss", score("voss", 2)), event("4", "leder", score("leder", 5))]
    for seat, own in (("voss", [("voss", "nytte")]), (OFFICE, []), ("leder", [("leder", "nytte")])):
        seen = with_(*given).seen_by(seat).dossiers["A"]
        assert list(seen.ratings) == own
        assert {one.seat for one in seen.history if isinstance(one.body, Rated)} == {key for key, _ in own}
    assert len(with_(*given, OPEN).seen_by("voss").dossiers["A"].ratings) == 2


secrets = st.lists(
    st.one_of(
        st.builds(score, st.sampled_from(["leder", "voss"]), st.integers(1, 5)),
        st.text(max_size=8).map(lambda text: Recommended(application="A", fields=("reasons",), reasons=text)),
        st.text(min_size=1, max_size=8).map(lambda text: Dissented(application="A", dissenter="voss", text=text)),
        st.text(min_size=1, max_size=8).map(
            lambda title: ApplicationReceived(application="A", content=application("A", title, 5), source="s")
        ),
        st.text(min_size=1, max_size=8).map(lambda text: replace(ASIDE, cells={"Tittel": text})),
        st.text(max_size=8).map(lambda text: VerdictRuled(application="A", rule="soker", ruling=Ruling.MET, reason=text)),
    ),
    max_size=6,
)


def later(bodies: list[Happening]) -> list[Event]:
    """Give the acts keys from `a` on, each by a seat that may do it; none replaces another, so that some are in conflict."""
    return [event(chr(97 + n), getattr(body, "seat", "") or OFFICE, body) for n, body in enumerate(bodies)]


@quick
@given(secrets, st.booleans())
def test_whatever_happens_to_it_a_recused_seat_sees_the_same(bodies: list[Happening], opened: bool) -> None:  # noqa: FBT001
    base = [RECUSED, *([OPEN] if opened else [])]
    assert with_(*base, *later(bodies)).seen_by("lom") == with_(*base).seen_by("lom")


@quick
@given(st.lists(st.tuples(st.sampled_from(["leder", "voss"]), st.integers(1, 5), st.sampled_from("AB")), max_size=6))
def test_whatever_the_others_rate_a_seat_sees_the_same_until_the_ratings_are_opened(given: list[tuple[str, int, str]]) -> None:
    others = later([score(seat, number, key) for seat, number, key in given])
    own = event("1", "lom", score("lom", 3))
    took_back = [event("z", one.seat, Undone(events=(one.id,), application=one.application)) for one in others[:1]]
    assert with_(own, *others, *took_back).seen_by("lom") == with_(own).seen_by("lom")


def test_what_a_seat_sees_is_a_case_that_can_be_assessed_and_folds_the_same() -> None:
    bodies = [*opening(), *received(application("A", "Ask", 1)), *scores("A", ("leder", 5, 5))]
    assert case_of(bodies).seen_by("leder").dossiers == case_of(bodies).dossiers
