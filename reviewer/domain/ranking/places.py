"""In what order, and why? Exact places; equals share one (1, 2, 2, 4), and it is said.

The eligible stand first; where the committee says so, those with an unknown verdict stand after them; then those below a
threshold, then the others. One that has no value by the method has no place: it is not last, it is not rated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from reviewer.domain.committee import Ranking, RankMethod
from reviewer.domain.ranking.candidate import Candidate, Group, group_of
from reviewer.domain.ranking.methods import OF_ITSELF, values_by
from reviewer.domain.ranking.moves import Move, moved
from reviewer.domain.ranking.reasons import Grounds, reason, unplaced_reason
from reviewer.domain.ranking.ties import Keys, Standing, broken
from reviewer.domain.said import Said

OrderKey = tuple[int, Fraction, int]
"""Smaller is better: the group, the value with its sign turned, the effects with theirs turned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One application's place; `rank` and `value` are None where the method gives no value.

    `rank` is the final place and `computed` the one before the council moved anything. `decided` tells each use of a tie key;
    `move` is the council's own move of this application.
    """

    id: str
    rank: int | None
    value: Fraction | None
    group: Group
    reason: Said
    tied_with: tuple[str, ...] = ()
    eligible: bool | None = None
    ratings: int = 0
    computed: int | None = None
    decided: tuple[Said, ...] = ()
    move: Move | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What else an order rests on: the seed of a draw if one is announced, the council's moves, the names of criteria and fields."""

    seed: str | None = None
    moves: tuple[Move, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


PLAIN = Circumstances()


def rank(ranking: Ranking, candidates: Sequence[Candidate], circumstances: Circumstances = PLAIN) -> tuple[Place, ...]:
    """Return the places, best first; equals by id, which decides only where they stand on the page.

    Raises `kemeny.TooLargeError` where the committee's method is Kemeny's and cannot be proved.
    """
    values: dict[str, Fraction] = {}
    tiers: list[list[Standing]] = []
    for _, group in grouped(ranking, candidates):
        values |= values_by(ranking.method, group)
        tiers += _tiers(ranking, group, values, circumstances)
    last = moved(tiers, circumstances.moves, {one.id: one for one in candidates}, lambda one: _group(ranking, one))
    order = _Order(
        method=ranking.method,
        values=values,
        computed=_numbered(tiers),
        final=_numbered(last),
        moves={move.application: move for move in circumstances.moves},
    )
    placed = [_place(order, standing, tier, _group(ranking, standing[0])) for tier in last for standing in tier]
    known = {one.id for one in placed}
    unplaced = sorted((one for one in candidates if one.id not in known), key=lambda one: one.id)
    return (*placed, *(_unplaced(ranking, one) for one in unplaced))


def grouped(ranking: Ranking, candidates: Sequence[Candidate]) -> list[tuple[Group, list[Candidate]]]:
    """Return the candidates by the part of the list that they stand in, first part first, each by id."""
    keyed = sorted(((_group(ranking, one), one.id, one) for one in candidates), key=lambda entry: entry[:2])
    return [(group, [entry[2] for entry in entries]) for group, entries in groupby(keyed, key=lambda entry: entry[0])]


def order_key(ranking: Ranking, candidate: Candidate) -> OrderKey | None:
    """Return what orders the candidate by the committee's method, or None where it has no value of its own by it.

    Tie keys and the council's moves are not in it: they follow from more than one application.
    """
    if ranking.method not in OF_ITSELF:
        return None
    value = values_by(ranking.method, (candidate,)).get(candidate.id)
    if value is None:
        return None
    return (_group(ranking, candidate), -value, -_effects(ranking, candidate))


def tiers_by(ranking: Ranking, group: Sequence[Candidate], values: Mapping[str, Fraction]) -> list[list[Candidate]]:
    """Return those of a group that have a value, best first, equals together."""
    with_value = [((-values[one.id], -_effects(ranking, one)), one) for one in group if one.id in values]
    with_value.sort(key=lambda pair: (pair[0], pair[1].id))
    return [[one for _, one in tier] for _, tier in groupby(with_value, key=lambda pair: pair[0])]


def _tiers(
    ranking: Ranking, group: Sequence[Candidate], values: Mapping[str, Fraction], circumstances: Circumstances
) -> list[list[Standing]]:
    keys = Keys(keys=ranking.ties, seed=circumstances.seed, names=circumstances.names)
    higher: list[Candidate] = []
    tiers: list[list[Standing]] = []
    for tier in tiers_by(ranking, group, values):
        tiers += broken(tier, keys, higher) if len(tier) > 1 and ranking.ties else [[(one, ()) for one in tier]]
        higher += tier
    return tiers


def _group(ranking: Ranking, candidate: Candidate) -> Group:
    return group_of(ranking, candidate.eligible, candidate.below)


def _effects(ranking: Ranking, candidate: Candidate) -> int:
    return candidate.effects if ranking.method is RankMethod.NPV_PER_KRONE else 0


def _numbered(tiers: list[list[Standing]]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for tier in tiers:
        numbers |= dict.fromkeys((one.id for one, _ in tier), len(numbers) + 1)
    return numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """The order as it was computed and as it stands in the end."""

    method: RankMethod
    values: Mapping[str, Fraction]
    computed: Mapping[str, int]
    final: Mapping[str, int]
    moves: Mapping[str, Move]


def _place(order: _Order, standing: Standing, tier: list[Standing], group: Group) -> Place:
    candidate, decided = standing
    grounds = Grounds(
        candidate=candidate,
        group=group,
        value=order.values.get(candidate.id),
        sharing=len(tier),
        decided=decided,
        move=order.moves.get(candidate.id),
        computed=order.computed.get(candidate.id),
    )
    return Place(
        id=candidate.id,
        rank=order.final[candidate.id],
        value=grounds.value,
        group=group,
        reason=reason(order.method, grounds),
        tied_with=tuple(one.id for one, _ in tier if one.id != candidate.id) if len(tier) > 1 else (),
        eligible=candidate.eligible,
        ratings=candidate.ratings,
        computed=grounds.computed,
        decided=decided,
        move=grounds.move,
    )


def _unplaced(ranking: Ranking, candidate: Candidate) -> Place:
    return Place(
        id=candidate.id,
        rank=None,
        value=None,
        group=_group(ranking, candidate),
        reason=unplaced_reason(ranking),
        eligible=candidate.eligible,
        ratings=candidate.ratings,
    )
