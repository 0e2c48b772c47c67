"""What no single key of a committee's ranking can show: tie keys, an overall rating and thresholds that name what does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.committee import Committee
from reviewer.domain.ordering import TieKey, TieKind
from reviewer.domain.said import Said, say
from reviewer.intake.expectation import Path, Wrong

_NAMELESS = frozenset(TieKind) - {TieKind.CRITERION, TieKind.THEME}


def order_is_whole(committee: Committee) -> Iterator[Wrong]:
    """Yield what is wrong with the ranking and the criteria's thresholds."""
    ranking = committee.ranking
    criteria = {one.id for one in committee.criteria}
    for number, key in enumerate(ranking.ties):
        yield from _tie(("ranking", "ties", number), key, criteria, {one.id for one in committee.fields})
    if ranking.overall and ranking.overall not in criteria:
        yield Wrong(("ranking", "overall"), ranking.overall, _one_of(criteria))
    if not 0 < ranking.certainty < 1:
        yield Wrong(("ranking", "certainty"), str(ranking.certainty), say("Write a share between 0 and 1, for example 0.9."))
    for number, one in enumerate(committee.criteria):
        if one.threshold is not None and not one.scale[0].value <= one.threshold <= one.scale[-1].value:
            expected = say(
                "Write a threshold on the scale, from {lowest} to {highest}.", lowest=one.scale[0].value, highest=one.scale[-1].value
            )
            yield Wrong(("criteria", number, "threshold"), str(one.threshold), expected)


def _tie(path: Path, key: TieKey, criteria: set[str], fields: set[str]) -> Iterator[Wrong]:
    if key.kind is TieKind.CRITERION and key.of not in criteria:
        yield Wrong((*path, "of"), key.of, _one_of(criteria))
    if key.kind is TieKind.THEME and key.of not in fields:
        yield Wrong((*path, "of"), key.of, _one_of(fields))
    if key.kind in _NAMELESS and key.of:
        yield Wrong((*path, "of"), key.of, say("Leave this out: only criterion and theme name something."))


def _one_of(names: set[str]) -> Said:
    return say("Write one of: {choices}.", choices=", ".join(sorted(names)) or "–")
