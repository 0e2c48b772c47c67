"""How far do the members agree? Krippendorff's alpha and the intraclass correlation, exact; never a grade of persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from math import lcm

from reviewer.domain.said import Points, Said, say, say_number
from reviewer.domain.slotted import dataclass

Table = Sequence[Mapping[str, Fraction]]
"""One mapping an application: what each seat gave it; a seat that gave nothing is not in it."""


class Metric(StrEnum):
    """What the distance between two values is made of: whether they differ, their ranks, their size."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """ICC(2,1), for one member's score, and ICC(2,k), for the mean of all of them, over the largest table without gaps."""

    single: Fraction
    average: Fraction
    applications: int
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far the members' own scores agree; each is None where too little is rated to say."""

    alpha: Fraction | None
    ordinal: Fraction | None
    correlation: Correlation | None
    applications: int
    members: int


def agreement(table: Table) -> Agreement:
    """Return the agreement in the members' own scores, each application a row."""
    compared = [row for row in table if len(row) > 1]
    several = len(compared) > 1  # of one application alpha is 0 whatever is given
    return Agreement(
        alpha=krippendorff_alpha(table, Metric.INTERVAL) if several else None,
        ordinal=krippendorff_alpha(table, Metric.ORDINAL) if several else None,
        correlation=correlation(table),
        applications=len(compared),
        members=len({seat for row in compared for seat in row}),
    )


def krippendorff_alpha(table: Table, metric: Metric) -> Fraction | None:
    """Return alpha (1 is full agreement, 0 is chance), or None where no two values of one application can be compared, or none differ.

    Source: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011). Missing values are left out.
    """
    units = [row for row in _whole(table) if len(row) > 1]
    counts = Counter(value for unit in units for value in unit.values())
    position = _positions(counts, metric)
    expected = _squares(position, counts, metric)
    if not expected:
        return None
    observed = sum((Fraction(_squares(position, Counter(unit.values()), metric), len(unit) - 1) for unit in units), Fraction(0))
    return 1 - (counts.total() - 1) * observed / expected


def _whole(table: Table) -> list[dict[str, int]]:
    """Return the values times a common denominator: agreement is the same on every scale, and whole numbers are quicker."""
    common = lcm(*{value.denominator for row in table for value in row.values()})
    return [{seat: value.numerator * (common // value.denominator) for seat, value in row.items()} for row in table]


def _positions(counts: Counter[int], metric: Metric) -> Mapping[int, int]:
    """Return where each value stands on the metric's scale; for ranks, twice the middle of those that are equal to it."""
    if metric is not Metric.ORDINAL:
        return {value: value for value in counts}
    positions: dict[int, int] = {}
    below = 0
    for value in sorted(counts):
        positions[value] = 2 * below + counts[value]
        below += counts[value]
    return positions


def _squares(position: Mapping[int, int], counts: Counter[int], metric: Metric) -> int:
    """Return the sum of the squared distances over all ordered pairs, without looking at each pair."""
    total = counts.total()
    if metric is Metric.NOMINAL:
        return total * total - sum(number * number for number in counts.values())
    first = sum(number * position[value] for value, number in counts.items())
    second = sum(number * position[value] * position[value] for value, number in counts.items())
    return 2 * (total * second - first * first)


def correlation(table: Table) -> Correlation | None:
    """Return ICC(2,1) and ICC(2,k), or None where no two members share two applications, or nothing varies.

    Source: P. E. Shrout and J. L. Fleiss, Intraclass correlations: uses in assessing rater reliability (1979), two-way random.
    """
    seats = _together(table)
    rows = [[row[seat] for seat in seats] for row in _whole(table) if row.keys() >= set(seats)]
    subjects, members = len(rows), len(seats)
    if min(subjects, members) < 2:  # noqa: PLR2004 - one row or column has no variance
        return None
    level = Fraction(sum(map(sum, rows)) ** 2, subjects * members)
    between = Fraction(sum(sum(row) ** 2 for row in rows), members) - level
    columns = Fraction(sum(sum(column) ** 2 for column in zip(*rows, strict=True)), subjects) - level
    whole = sum(value * value for row in rows for value in row) - level
    mean_rows, mean_columns = between / (subjects - 1), columns / (members - 1)
    error = (whole - between - columns) / ((subjects - 1) * (members - 1))
    single = mean_rows + (members - 1) * error + members * (mean_columns - error) / subjects
    average = mean_rows + (mean_columns - error) / subjects
    if not single or not average:
        return None
    return Correlation(single=(mean_rows - error) / single, average=(mean_rows - error) / average, applications=subjects, members=members)


def _together(table: Table) -> tuple[str, ...]:
    """Return the members who make the largest table without gaps: those who have rated most, as many as fill most cells."""
    given: dict[str, int] = {}
    for row in table:
        for seat in row:
            given[seat] = given.get(seat, 0) + 1
    seats = sorted(given, key=lambda seat: (-given[seat], seat))
    choices = [tuple(seats[:count]) for count in range(2, len(seats) + 1)]
    return max(choices, key=lambda chosen: len(chosen) * sum(row.keys() >= set(chosen) for row in table), default=())


_LEVELS = (
    (Fraction(8, 10), say("The members agree well")),
    (Fraction(667, 1000), say("The members agree enough for cautious conclusions")),
)
"""Krippendorff's own customary bounds (Content Analysis, 2004): .800, and .667 for tentative conclusions."""


def meaning(found: Agreement) -> Said:
    """Return what the figures mean, in a sentence or two."""
    if found.applications == 1:
        return say("Only one application is rated by several members. That is too little to say how far they agree.")
    if found.alpha is None:
        return say("Too few have rated the same applications to say how far the members agree.")
    level = next((words for least, words in _LEVELS if found.alpha >= least), say("The members see the applications differently"))
    return say(
        "{level} (alpha {alpha}, {applications}). This tells how much one member's score says about another's; it grades nobody.",
        level=level,
        alpha=Points(found.alpha),
        applications=say_number("{number} application", "{number} applications", found.applications),
    )


def figures(found: Agreement) -> Said:
    """Return every figure by its name, with what the two kinds tell."""
    if found.alpha is None:
        return meaning(found)
    ordinal = say("–") if found.ordinal is None else Points(found.ordinal)
    alphas = say("Krippendorff's alpha {interval} (ordinal {ordinal}).", interval=Points(found.alpha), ordinal=ordinal)
    icc = found.correlation
    if icc is None:
        return say("{alphas} Too few have rated all the same applications for the intraclass correlation.", alphas=alphas)
    return say(
        "{alphas} Intraclass correlation ICC(2,1) {single} for one member, ICC(2,k) {average} for the mean of {members}, over the "
        "{applications} applications that all of these have rated. 1 is full agreement. It grades nobody.",
        alphas=alphas,
        single=Points(icc.single),
        average=Points(icc.average),
        members=icc.members,
        applications=icc.applications,
    )
