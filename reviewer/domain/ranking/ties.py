"""The committee's tie keys, applied one by one to those that share a place; each use is told to each of them.

A draw of lots orders by SHA-256 of `seed|id`, in UTF-8, as hexadecimal digits: the smallest comes first. Anybody can repeat it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from itertools import groupby

from reviewer.domain.ordering import TieKey, TieKind
from reviewer.domain.ranking import npv_per_krone
from reviewer.domain.ranking.candidate import Candidate, by_own_assumptions
from reviewer.domain.said import Listed, Points, Said, Value, say
from reviewer.domain.slotted import dataclass

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
            worths.append(_worth(key, candidate, seed, frozenset()))
    return tuple(worths)


Covered = Mapping[str, frozenset[str]]
"""The themes of those that stand above, by the field that a tie key names."""


def covering(keys: Sequence[TieKey], candidates: Iterable[Candidate], before: Covered | None = None) -> Covered:
    """Return what is covered when these candidates stand above too; empty where no key asks for a theme."""
    found = {key.of: (before or {}).get(key.of, frozenset()) for key in keys if key.kind is TieKind.THEME}
    if not found:
        return found
    those = tuple(candidates)
    return {of: themes | {theme for one in those if (theme := one.themes.get(of, ""))} for of, themes in found.items()}


def broken(tier: Sequence[Candidate], keys: Keys, covered: Covered) -> list[list[Standing]]:
    """Return the tier parted as far as the keys part it, best first; `covered` are the themes of those that stand above it."""
    return list(_ordered([(candidate, ()) for candidate in tier], keys.keys, keys, covered))


def _ordered(part: list[Standing], left: Sequence[TieKey], keys: Keys, covered: Covered) -> Iterator[list[Standing]]:
    """Yield the part, best first, as far as the keys that are left part it."""
    if len(part) == 1 or not left:
        yield part
        return
    key, *rest = left
    if key.kind is TieKind.THEME:
        yield from _by_theme(part, left, keys, covered)
        return
    for small in _parted(part, key, keys, frozenset()):
        yield from _ordered(small, rest, keys, covered)
        covered = covering(rest, _those(small), covered)


def _by_theme(part: list[Standing], left: Sequence[TieKey], keys: Keys, covered: Covered) -> Iterator[list[Standing]]:
    """Yield those first whose theme is not covered above.

    Whoever is placed covers its own theme, and the key is put again to those that are left: as the European Commission's rule for equal
    proposals is applied anew to the remainder.
    """
    key, *rest = left
    remaining = part
    while remaining:
        first, *after = _parted(remaining, key, keys, covered[key.of])
        smaller = list(_ordered(first, rest, keys, covered))
        remaining = []
        while smaller:
            placed = smaller.pop(0)
            yield placed
            before, covered = covered, covering(left, _those(placed), covered)
            remaining = [one for small in smaller for one in small]
            if (covered[key.of] - before[key.of]) & covering((key,), _those(remaining))[key.of]:
                break
        remaining = [*remaining, *(one for small in after for one in small)]


def _those(part: Sequence[Standing]) -> list[Candidate]:
    return [one for one, _ in part]


def _parted(part: list[Standing], key: TieKey, keys: Keys, covered: frozenset[str]) -> list[list[Standing]]:
    if len(part) == 1:
        return [part]
    if key.kind is TieKind.DRAW and keys.seed is None:
        return [[(one, (*told, say("A draw of lots is to decide, but its seed is not announced."))) for one, told in part]]
    rating = {one.id: _worth(key, one, keys.seed, covered) for one, _ in part}
    ordered = sorted(part, key=lambda standing: (rating[standing[0].id], standing[0].id))
    parts = [list(same) for _, same in groupby(ordered, key=lambda standing: rating[standing[0].id])]
    if len(parts) == 1:
        return parts
    everyone = _those(part)
    return [[(one, (*told, _told(key, keys, one, (everyone, covered)))) for one, told in same] for same in parts]


_UNKNOWN: Worth = (1, Fraction(0), "")


def _worth(key: TieKey, one: Candidate, seed: str | None, covered: frozenset[str]) -> Worth:
    if key.kind is TieKind.DRAW:
        return (0, Fraction(0), draw_key(seed or "", one.id))
    if key.kind is TieKind.THEME:
        theme = one.themes.get(key.of, "")
        return (0, Fraction(int(theme in covered)), "") if theme else _UNKNOWN
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


Compared = tuple[Sequence[Candidate], frozenset[str]]
"""Those that a key was put to, and the themes covered above them."""


def _told(key: TieKey, keys: Keys, one: Candidate, compared: Compared) -> Said:
    everyone, covered = compared
    others = Listed(tuple(other.id for other in everyone if other.id != one.id))
    told = say("Equal with {others} until then; {key}.", others=others, key=_used(key, keys, one, covered))
    if key.kind is TieKind.NPV_PER_KRONE and one.as_stated is not None and one.as_stated.npv_per_krone != one.npv_per_krone:
        return say("{first} {second}", first=told, second=by_own_assumptions(one.as_stated.npv_per_krone))
    return told


def _used(key: TieKey, keys: Keys, one: Candidate, covered: frozenset[str]) -> Said:
    match key.kind:
        case TieKind.DRAW:
            return say("lots were drawn with the seed “{seed}” ({digits})", seed=keys.seed, digits=draw_key(keys.seed or "", one.id)[:12])
        case TieKind.THEME:
            return _theme_used(keys.names.get(key.of, key.of), one.themes.get(key.of, ""), covered)
        case TieKind.CRITERION:
            return say("what decided is {name}: {value}", name=keys.names.get(key.of, key.of), value=_shown(_number(key, one)))
        case TieKind.SCORE | TieKind.MEDIAN:
            return say("what decided is {name}: {value}", name=KEY_NAMES[key.kind], value=_shown(_number(key, one)))
        case _:
            value: Value = _number(key, one)
            return say("what decided is {name}: {value}", name=KEY_NAMES[key.kind], value=say("not known") if value is None else value)


def _theme_used(name: str, theme: str, covered: frozenset[str]) -> Said:
    if not theme:
        return say("what decided is {name}, which is not stated", name=name)
    if theme in covered:
        return say("what decided is {name}: {theme} is covered above", name=name, theme=theme)
    return say("what decided is {name}: {theme} is not covered above", name=name, theme=theme)


def _shown(value: Fraction | None) -> Value:
    return say("not known") if value is None else Points(value)


KEY_NAMES: Mapping[TieKind, Said] = {
    TieKind.THRESHOLDS: say("the number of thresholds met"),
    TieKind.CRITERION: say("a criterion"),
    TieKind.NPV_PER_KRONE: say("net present value per krone invested"),
    TieKind.EFFECTS: say("the non-monetised effects"),
    TieKind.SCORE: say("the weighted mean"),
    TieKind.MEDIAN: say("the median"),
    TieKind.THEME: say("a theme not covered above"),
    TieKind.DRAW: say("a draw of lots"),
}
"""How a key is named in a sentence."""
