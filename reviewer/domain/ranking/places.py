"""In what order, and why? Exact places; equals share one (1, 2, 2, 4), and it is said.

The eligible stand first; where the committee says so, those with an unknown verdict stand after them; then those below a
threshold, then the others. One that has no value by the method has no place: it is not last, it is not rated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from itertools import groupby
from math import lcm
from operator import itemgetter

from reviewer.domain.committee import Ranking, RankMethod
from reviewer.domain.ranking.candidate import Candidate, Group, group_of
from reviewer.domain.ranking.methods import OF_ITSELF, values_by
from reviewer.domain.ranking.moves import Move, moved
from reviewer.domain.ranking.reasons import Grounds, reason, unplaced_reason
from reviewer.domain.ranking.ties import Keys, Standing, broken, covering
from reviewer.domain.said import Said
from reviewer.domain.slotted import dataclass

UNKNOWN_EFFECTS = -999_999
"""Below every sum of plusses and minuses."""

OrderKey = tuple[int, Fraction, int]
"""Smaller is better: the group, the value with its sign turned, the effects with theirs turned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One application's place; `rank` and `value` are None where the method gives no value.

    `rank` is the final place and `computed` the one before the council moved anything. `decided` tells each use of a tie key;
    `move` is the council's own move of this application. `lacking` are the requirements or thresholds for which it gets no money.
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
    lacking: tuple[str | Said, ...] = ()


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
    above: list[Candidate] = []
    for _, group in grouped(ranking, candidates):
        values |= values_by(ranking.method, group)
        tiers += _tiers(ranking, (group, above), values, circumstances)
        above += group
    last = moved(tiers, circumstances.moves, {one.id: one for one in candidates}, lambda one: _group(ranking, one))
    order = _Order(
        ranking=ranking,
        values=values,
        computed=_numbered(tiers),
        final=_numbered(last),
        moves={move.application: move for move in circumstances.moves},
    )
    placed = [place for tier in last for place in _shared(order, tier)]
    known = {one.id for one in placed}
    unplaced = sorted((one for one in candidates if one.id not in known), key=lambda one: one.id)
    return (*placed, *(_unplaced(ranking, one, unplaced_reason(ranking, one)) for one in unplaced))


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
    found = [one for one in group if one.id in values]
    whole = _whole(values, found)
    keyed = sorted(((-whole[one.id], -_effects(ranking, one), one.id, one) for one in found), key=itemgetter(0, 1, 2))
    return [[entry[3] for entry in tier] for _, tier in groupby(keyed, key=itemgetter(0, 1))]


_WIDEST = 4096
"""Bits up to which a common denominator makes comparing quicker."""


def _whole(values: Mapping[str, Fraction], found: Sequence[Candidate]) -> Mapping[str, Fraction | int]:
    """Return the values times a common denominator, where that is small enough to be quicker than comparing fractions."""
    common = 1
    for denominator in {values[one.id].denominator for one in found}:
        common = lcm(common, denominator)
        if common.bit_length() > _WIDEST:
            return values
    return {one.id: values[one.id].numerator * (common // values[one.id].denominator) for one in found}


def _tiers(
    ranking: Ranking, groups: tuple[Sequence[Candidate], Sequence[Candidate]], values: Mapping[str, Fraction], circumstances: Circumstances
) -> list[list[Standing]]:
    """Return the group in order; `groups` are it and those that stand above it, whose themes are covered."""
    keys = Keys(keys=ranking.ties, seed=circumstances.seed, names=circumstances.names)
    group, above = groups
    covered = covering(keys.keys, (one for one in above if one.id in values))
    tiers: list[list[Standing]] = []
    for tier in tiers_by(ranking, group, values):
        tiers += broken(tier, keys, covered) if len(tier) > 1 and ranking.ties else [[(one, ()) for one in tier]]
        covered = covering(keys.keys, tier, covered)
    return tiers


def _group(ranking: Ranking, candidate: Candidate) -> Group:
    return group_of(ranking, candidate.eligible, candidate.below)


def _effects(ranking: Ranking, candidate: Candidate) -> int:
    """Return what the effects weigh between equals: those that are not known stand after all that are, for unknown is not 0."""
    if ranking.method is not RankMethod.NPV_PER_KRONE:
        return 0
    return UNKNOWN_EFFECTS if candidate.effects is None else candidate.effects


def _numbered(tiers: list[list[Standing]]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for tier in tiers:
        numbers |= dict.fromkeys((one.id for one, _ in tier), len(numbers) + 1)
    return numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """The order as it was computed and as it stands in the end."""

    ranking: Ranking
    values: Mapping[str, Fraction]
    computed: Mapping[str, int]
    final: Mapping[str, int]
    moves: Mapping[str, Move]


def _shared(order: _Order, tier: list[Standing]) -> Iterator[Place]:
    """Yield the places of those that share one; where nothing but the method decided, those as eligible as each other share the reason."""
    ids = tuple([one.id for one, _ in tier])
    group = _group(order.ranking, tier[0][0])
    common: dict[bool | None, Said] = {}
    for candidate, decided in tier:
        move = order.moves.get(candidate.id)
        alone = decided or move is not None or candidate.as_stated is not None or candidate.left_out or group is Group.BELOW_THRESHOLD
        known = None if alone else common.get(candidate.eligible)
        said = known or _reason(order, candidate, decided, len(tier))
        if not alone:
            common[candidate.eligible] = said
        yield Place(
            id=candidate.id,
            rank=order.final[candidate.id],
            value=order.values.get(candidate.id),
            group=group,
            reason=said,
            tied_with=tuple([key for key in ids if key != candidate.id]) if len(ids) > 1 else (),
            eligible=candidate.eligible,
            ratings=candidate.ratings,
            computed=order.computed.get(candidate.id),
            decided=decided,
            move=move,
            lacking=_lacking(group, candidate),
        )


def _reason(order: _Order, candidate: Candidate, decided: tuple[Said, ...], sharing: int) -> Said:
    grounds = Grounds(
        candidate=candidate,
        group=_group(order.ranking, candidate),
        value=order.values.get(candidate.id),
        sharing=sharing,
        decided=decided,
        move=order.moves.get(candidate.id),
        computed=order.computed.get(candidate.id),
        final=order.final.get(candidate.id),
    )
    return reason(order.ranking, grounds)


def without_order(ranking: Ranking, candidates: Sequence[Candidate], why: Said) -> tuple[Place, ...]:
    """Return the candidates by id without places, each for the same reason."""
    return tuple(_unplaced(ranking, one, why) for one in sorted(candidates, key=lambda one: one.id))


def _unplaced(ranking: Ranking, candidate: Candidate, why: Said) -> Place:
    return Place(
        id=candidate.id,
        rank=None,
        value=None,
        group=_group(ranking, candidate),
        reason=why,
        eligible=candidate.eligible,
        ratings=candidate.ratings,
        lacking=_lacking(_group(ranking, candidate), candidate),
    )


def _lacking(group: Group, candidate: Candidate) -> tuple[str | Said, ...]:
    if group is Group.NOT_ELIGIBLE:
        return candidate.unmet
    return candidate.below if group is Group.BELOW_THRESHOLD else ()
