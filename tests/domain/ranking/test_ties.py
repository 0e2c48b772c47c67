"""Tie keys one after the other, each use told; a draw that anybody can repeat; what the council moves by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.domain.committee import RankMethod, Unresolved
from reviewer.domain.ordering import TieKey, TieKind
from reviewer.domain.ranking import Candidate, Circumstances, Group, Move, Place, rank
from reviewer.domain.ranking.candidate import AsStated
from reviewer.domain.rating import CriterionScore
from reviewer.language.numbers import NBSP
from reviewer.language.speech import Speech
from tests.domain.ranking.orders import ranking

NB = Speech("nb")
TEXT = st.text(st.characters(codec="utf-8"), min_size=1)
NAMES = {"nytte": "Nytte", "tema": "Tema"}


def one(key: str, score: int = 3, **more) -> Candidate:
    return Candidate(id=key, eligible=True, score=Fraction(score), **more)


def criterion(value: int) -> dict[str, CriterionScore]:
    return {"nytte": CriterionScore(criterion="nytte", values=(value,))}


def placed(found: list[Candidate], *keys: TieKey, seed: str | None = None, moves: tuple[Move, ...] = ()) -> tuple[Place, ...]:
    return rank(ranking(RankMethod.MEAN, ties=keys), found, Circumstances(seed=seed, moves=moves, names=NAMES))


def order(places: tuple[Place, ...]) -> list[tuple[int | None, str]]:
    return [(place.rank, place.id) for place in places]


def told(place: Place) -> str:
    return NB.text(place.reason).replace(NBSP, " ")


BY_CRITERION = TieKey(kind=TieKind.CRITERION, of="nytte")
BY_THEME = TieKey(kind=TieKind.THEME, of="tema")
BY_LOT = TieKey(kind=TieKind.DRAW)


def test_the_keys_are_applied_in_order_and_only_where_there_is_a_tie() -> None:
    found = [
        one("A", criteria=criterion(1)),
        one("B", criteria=criterion(2)),
        one("C", 2, criteria=criterion(5)),
        one("D", criteria=criterion(2)),
    ]
    places = placed(found, BY_CRITERION)
    assert order(places) == [(1, "B"), (1, "D"), (3, "A"), (4, "C")]
    assert places[-1].decided == ()


def test_each_use_of_a_key_is_told() -> None:
    places = placed([one("A", criteria=criterion(1)), one("B", criteria=criterion(2))], BY_CRITERION)
    assert told(places[0]) == "Blant de støtteberettigede: vektet snitt 3,00. Lik med A fram til da; det avgjørende er Nytte: 2,00."
    assert told(places[1]).endswith("Lik med B fram til da; det avgjørende er Nytte: 1,00.")


def test_what_is_not_known_stands_after_what_is() -> None:
    places = placed([one("A"), one("B", npv_per_krone=Fraction(-5))], TieKey(kind=TieKind.NPV_PER_KRONE))
    assert order(places) == [(1, "B"), (2, "A")]


def test_a_theme_that_stands_above_already_comes_after_one_that_does_not() -> None:
    found = [one("A", 5, themes={"tema": "helse"}), one("B", themes={"tema": "helse"}), one("C", themes={"tema": "skole"}), one("D")]
    assert order(placed(found, BY_THEME)) == [(1, "A"), (2, "C"), (3, "B"), (4, "D")]


def test_a_theme_that_an_earlier_key_has_placed_above_is_covered() -> None:
    """The criterion places A of health first; school is not covered then, and health is."""
    found = [
        one("A", criteria=criterion(5), themes={"tema": "helse"}),
        one("B", criteria=criterion(3), themes={"tema": "helse"}),
        one("C", criteria=criterion(3), themes={"tema": "skole"}),
    ]
    assert order(placed(found, BY_CRITERION, BY_THEME)) == [(1, "A"), (2, "C"), (3, "B")]


def test_the_theme_is_put_again_to_those_that_are_left_when_one_is_placed() -> None:
    """Lots place two of health first; but when one of them is placed, school is what is not covered."""
    ids = sorted(("A", "B", "C", "D"), key=lambda key: sha256(f"frø|{key}".encode()).hexdigest())
    found = [one(key, themes={"tema": theme}) for key, theme in zip(ids, ("helse", "helse", "skole", "helse"), strict=True)]
    places = placed(found, BY_THEME, BY_LOT, seed="frø")
    assert [place.id for place in places] == [ids[0], ids[2], ids[1], ids[3]]
    assert [place.rank for place in places] == [1, 2, 3, 4]
    assert told(places[1]).endswith("fram til da; det avgjørende er Tema: skole er ikke dekket høyere oppe.")


def test_those_that_stand_with_the_eligible_cover_themes_for_the_unresolved() -> None:
    found = [one("A", 5, themes={"tema": "helse"}), one("B", themes={"tema": "helse"}), one("C", themes={"tema": "skole"})]
    found[1:] = [replace(waits, eligible=None) for waits in found[1:]]
    ranked = rank(ranking(RankMethod.MEAN, ties=(BY_THEME,), unresolved=Unresolved.AFTER_ELIGIBLE), found, Circumstances(names=NAMES))
    assert order(ranked) == [(1, "A"), (2, "C"), (3, "B")]


def by_hand(ids: list[str], scores: dict[str, int], themes: dict[str, str], seed: str) -> list[str]:
    """Place one after the other: whose theme is not covered, then the higher criterion, then lots; who has no theme comes last."""
    placed_so_far: list[str] = []
    while left := [key for key in ids if key not in placed_so_far]:
        covered = {themes[key] for key in placed_so_far}

        def standing(key: str, covered: set[str] = covered) -> tuple[int, int, str]:
            theme = themes[key]
            return (2 if not theme else int(theme in covered), -scores[key], sha256(f"{seed}|{key}".encode()).hexdigest())

        placed_so_far.append(min(left, key=standing))
    return placed_so_far


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.tuples(st.integers(1, 2), st.sampled_from(("", "x", "y", "z"))), min_size=1))
def test_theme_criterion_and_lots_place_as_one_does_by_hand(drawn: dict[str, tuple[int, str]]) -> None:
    found = [one(key, criteria=criterion(score), themes={"tema": theme}) for key, (score, theme) in drawn.items()]
    scores, themes = {key: score for key, (score, _) in drawn.items()}, {key: theme for key, (_, theme) in drawn.items()}
    places = placed(found, BY_THEME, BY_CRITERION, BY_LOT, seed="frø")
    assert [place.id for place in places] == by_hand(sorted(drawn), scores, themes, "frø")


@pytest.mark.parametrize(
    ("kind", "better"),
    [(TieKind.THRESHOLDS, {"thresholds": 2}), (TieKind.EFFECTS, {"effects": 1}), (TieKind.MEDIAN, {"median": Fraction(4)})],
)
def test_higher_is_better_by_every_key(kind: TieKind, better: dict[str, object]) -> None:
    assert order(placed([one("A"), one("B", **better)], TieKey(kind=kind))) == [(1, "B"), (2, "A")]


@settings(deadline=None)
@given(st.sets(TEXT, min_size=2, max_size=6), TEXT)
def test_a_draw_can_be_repeated_from_seed_and_ids_alone(ids: set[str], seed: str) -> None:
    places = placed([one(key) for key in ids], BY_LOT, seed=seed)
    by_hand = sorted(ids, key=lambda key: sha256(f"{seed}|{key}".encode()).hexdigest())
    assert [place.id for place in places] == by_hand
    assert [place.rank for place in places] == list(range(1, len(ids) + 1))


def test_without_an_announced_seed_no_lots_are_drawn() -> None:
    places = placed([one("A"), one("B")], BY_LOT)
    assert order(places) == [(1, "A"), (1, "B")]
    assert "frøet er ikke kunngjort" in told(places[0])


def test_below_a_threshold_stands_after_all_that_can_be_funded() -> None:
    found = [one("A", 5, below=("Nytte",)), one("B", 1), replace(one("C", 4), eligible=False)]
    places = placed(found)
    assert [(place.id, place.group) for place in places] == [("B", Group.ELIGIBLE), ("A", Group.BELOW_THRESHOLD), ("C", Group.NOT_ELIGIBLE)]
    assert "under terskelen for Nytte" in told(places[1])


# --- The council's own moves


def move(key: str, to: int, reason: str = "Haster.") -> Move:
    return Move(application=key, to=to, reason=reason)


FOUR = [one("A", 5), one("B", 4), one("C", 3), one("D", 2)]


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ((move("D", 1),), "DABC"),
        ((move("A", 4),), "BCDA"),
        ((move("A", 9),), "BCDA"),
        ((move("C", 1), move("D", 1)), "CDAB"),
        ((move("A", 2), move("D", 1)), "DABC"),
        ((move("B", 2),), "ABCD"),
    ],
)
def test_a_moved_application_stands_on_the_place_it_was_given(moves: tuple[Move, ...], expected: str) -> None:
    places = placed(FOUR, moves=moves)
    assert "".join(place.id for place in places) == expected
    assert [place.rank for place in places] == [1, 2, 3, 4]


def test_both_places_are_kept_and_the_reason_is_told() -> None:
    places = {place.id: place for place in placed(FOUR, moves=(move("D", 1),))}
    assert (places["D"].computed, places["D"].rank) == (4, 1)
    assert (places["A"].computed, places["A"].rank, places["A"].move) == (1, 2, None)
    assert told(places["D"]).endswith("Flyttet fra plass 4 av rådet: Haster.")


def test_a_move_parts_no_shared_place() -> None:
    found = [one("A", 5), one("B", 4), one("C", 4), one("D", 2)]
    assert order(placed(found, moves=(move("A", 2),))) == [(1, "B"), (1, "C"), (3, "A"), (4, "D")]


def test_a_move_leads_nobody_out_of_its_part_of_the_list() -> None:
    found = [one("A", 2), replace(one("B", 5), eligible=False), replace(one("C", 4), eligible=False)]
    assert order(placed(found, moves=(move("C", 1),))) == [(1, "A"), (2, "C"), (3, "B")]


@settings(deadline=None)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=7), st.lists(st.tuples(st.integers(0, 6), st.integers(1, 9)), max_size=4))
def test_moves_lose_nobody_and_keep_the_order_of_the_others(scores: list[int], wanted: list[tuple[int, int]]) -> None:
    found = [one(str(at), score) for at, score in enumerate(scores)]
    moves = tuple({key: move(str(key), to) for key, to in wanted}.values())
    before, after = placed(found), placed(found, moves=moves)
    held = {one_move.application for one_move in moves}
    assert sorted(place.id for place in after) == sorted(place.id for place in before)
    assert [place.id for place in after if place.id not in held] == [place.id for place in before if place.id not in held]
    assert all(place.rank == 1 + sum((other.rank or 0) < (place.rank or 0) for other in after) for place in after)


def test_a_place_says_that_ratings_are_left_out_and_only_its_own_does() -> None:
    places = {
        place.id: told(place)
        for place in rank(ranking(RankMethod.MEAN), [one("A", score=Fraction(3), left_out=1), one("B", score=Fraction(3))])
    }
    assert "Det som 1 medlem har gitt, er tatt ut. Grunnen er tatt vare på." in places["A"]
    assert "tatt ut" not in places["B"]


def test_a_place_says_when_it_rests_on_the_councils_own_assumptions() -> None:
    own = one("A", npv_per_krone=Fraction(2), effects=3, as_stated=AsStated(Fraction(5, 2), 3))
    plain = one("B", npv_per_krone=Fraction(1), effects=3)
    places = {place.id: told(place) for place in rank(ranking(RankMethod.NPV_PER_KRONE), [own, plain])}
    assert "Tallet er etter rådets egne forutsetninger; slik søkeren oppgir det, er det 2,5." in places["A"]
    assert "forutsetninger" not in places["B"]


def test_a_place_says_when_the_effects_are_by_the_councils_own_grades() -> None:
    own = one("A", npv_per_krone=Fraction(2), effects=3, as_stated=AsStated(Fraction(2), None))
    (place,) = rank(ranking(RankMethod.NPV_PER_KRONE), [own])
    assert "rådets egne karakterer; etter søkerens er summen ikke oppgitt." in told(place)


def test_a_tie_that_net_present_value_settles_says_so_too() -> None:
    own = one("A", npv_per_krone=Fraction(2), as_stated=AsStated(None, None))
    places = placed([own, one("B", npv_per_krone=Fraction(1))], TieKey(kind=TieKind.NPV_PER_KRONE))
    assert "slik søkeren oppgir det, er det ikke kjent" in told(places[0])
