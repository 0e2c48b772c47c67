"""The committee's tie keys, applied one by one to those that share a place; each use is told to each of them.

A draw of lots orders by SHA-256 of `seed|id`, in UTF-8, as hexadecimal digits: the smallest comes first. Anybody can repeat it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import groupby

from reviewer.domain.ordering import TieKey, TieKind
from reviewer.domain.ranking import npv_per_krone
from reviewer.domain.ranking.candidate import Candidate, by_own_assumptions
from reviewer.domain.said import Listed, Points, Said, Value, say

Worth = tuple[int, Fraction, str]
"""What a key makes of one: smaller is better, what is not known stands last."""

Standing = tuple[Candidate, tuple[Said, ...]]
"""One candidate with what has been told of the keys that were used on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What ties are broken by: the keys in order, the draw's seed if one is announced, the names of criteria and fields."""

    keys: tuple[TieKey, ...] = ()
    seed: str | None = None
    names: Mapping[str, str]


def draw_key(seed: str, application: str) -> str:
    """Return what a draw of lots orders by: the smallest is drawn first."""
    return sha256(f"{seed}|{application}".encode()).hexdigest()


def own_worths(candidate: Candidate, keys: Sequence[TieKey], seed: str | None) -> tuple[Worth, ...]:
    """Return how the candidate stands by each key, up to the first that asks what others stand above it: smaller is better."""
    worths: list[Worth] = []
    for key in keys:
        if key.kind is TieKind.THEME:
            break
        if key.kind is not TieKind.DRAW or seed is not None:
            worths.append(_worth(key, candidate, seed, ()))
    return tuple(worths)


def broken(tier: Sequence[Candidate], keys: Keys, higher: Iterable[Candidate]) -> list[list[Standing]]:
    """Return the tier parted as far as the keys part it, best first; `higher` are those that stand above it."""
    parts: list[list[Standing]] = [[(candidate, ()) for candidate in tier]]
    above = list(higher)
    for key in keys.keys:
        if all(len(part) == 1 for part in parts):
            break
        parts = [small for part in parts for small in _parted(part, key, keys, above)]
    return parts


def _parted(part: list[Standing], key: TieKey, keys: Keys, above: Sequence[Candidate]) -> list[list[Standing]]:
    if len(part) == 1:
        return [part]
    if key.kind is TieKind.DRAW and keys.seed is None:
        return [[(one, (*told, say("A draw of lots is to decide, but its seed is not announced."))) for one, told in part]]
    rating = {one.id: _worth(key, one, keys.seed, above) for one, _ in part}
    ordered = sorted(part, key=lambda standing: (rating[standing[0].id], standing[0].id))
    parts = [list(same) for _, same in groupby(ordered, key=lambda standing: rating[standing[0].id])]
    if len(parts) == 1:
        return parts
    everyone = [one for one, _ in part]
    return [[(one, (*told, _told(key, keys, one, everyone))) for one, told in same] for same in parts]


_UNKNOWN: Worth = (1, Fraction(0), "")


def _worth(key: TieKey, one: Candidate, seed: str | None, above: Sequence[Candidate]) -> Worth:
    if key.kind is TieKind.DRAW:
        return (0, Fraction(0), draw_key(seed or "", one.id))
    if key.kind is TieKind.THEME:
        theme = one.themes.get(key.of, "")
        covered = any(other.themes.get(key.of, "") == theme for other in above)
        return (0, Fraction(int(covered)), "") if theme else _UNKNOWN
    value = _number(key, one)
    return _UNKNOWN if value is None else (0, -value, "")


def _number(key: TieKey, one: Candidate) -> Fraction | None:
    if key.kind is TieKind.CRITERION:
        return one.criteria[key.of].mean if key.of in one.criteria else None
    return _NUMBERS[key.kind](one)


def _ratio(one: Candidate) -> Fraction | None:
    return npv_per_krone.values([one]).get(one.id)


_NUMBERS: Mapping[TieKind, Callable[[Candidate], Fraction | None]] = {
    TieKind.THRESHOLDS: lambda one: Fraction(one.thresholds),
    TieKind.NPV_PER_KRONE: _ratio,
    TieKind.EFFECTS: lambda one: None if one.effects is None else Fraction(one.effects),
    TieKind.SCORE: lambda one: one.score,
    TieKind.MEDIAN: lambda one: one.median,
}


def _told(key: TieKey, keys: Keys, one: Candidate, everyone: Sequence[Candidate]) -> Said:
    others = Listed(tuple(other.id for other in everyone if other.id != one.id))
    told = say("Equal with {others} until then; {key}.", others=others, key=_used(key, keys, one))
    if key.kind is TieKind.NPV_PER_KRONE and one.as_stated is not None and one.as_stated.npv_per_krone != one.npv_per_krone:
        return say("{first} {second}", first=told, second=by_own_assumptions(one.as_stated.npv_per_krone))
    return told


def _used(key: TieKey, keys: Keys, one: Candidate) -> Said:
    match key.kind:
        case TieKind.DRAW:
            return say("lots were drawn with the seed “{seed}” ({digits})", seed=keys.seed, digits=draw_key(keys.seed or "", one.id)[:12])
        case TieKind.THEME:
            name = keys.names.get(key.of, key.of)
            theme = one.themes.get(key.of) or say("not stated")
            return say("what decided is {name} not covered above: {theme}", name=name, theme=theme)
        case TieKind.CRITERION:
            return say("what decided is {name}: {value}", name=keys.names.get(key.of, key.of), value=_shown(_number(key, one)))
        case TieKind.SCORE | TieKind.MEDIAN:
            return say("what decided is {name}: {value}", name=KEY_NAMES[key.kind], value=_shown(_number(key, one)))
        case _:
            value: Value = _number(key, one)
            return say("what decided is {name}: {value}", name=KEY_NAMES[key.kind], value=say("not known") if value is None else value)


def _shown(value: Fraction | None) -> Value:
    return say("not known") if value is None else Points(value)


KEY_NAMES: Mapping[TieKind, Said] = {
    TieKind.THRESHOLDS: say("the number of thresholds met"),
    TieKind.CRITERION: say("a criterion"),
    TieKind.NPV_PER_KRONE: say("net present value per invested krone"),
    TieKind.EFFECTS: say("the non-priced effects"),
    TieKind.SCORE: say("the weighted mean"),
    TieKind.MEDIAN: say("the median"),
    TieKind.THEME: say("a theme not covered above"),
    TieKind.DRAW: say("a draw of lots"),
}
"""How a key is named in a sentence."""
