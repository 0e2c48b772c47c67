"""How far do the members agree? Krippendorff's alpha and the intraclass correlation, exact; never a grade of persons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from reviewer.domain.said import Said, say, say_number

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
    return Agreement(
        alpha=krippendorff_alpha(table, Metric.INTERVAL),
        ordinal=krippendorff_alpha(table, Metric.ORDINAL),
        correlation=correlation(table),
        applications=len(compared),
        members=len({seat for row in compared for seat in row}),
    )


def krippendorff_alpha(table: Table, metric: Metric) -> Fraction | None:
    """Return alpha (1 is full agreement, 0 is chance), or None where no two values of one application can be compared, or none differ.

    Source: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011). Missing values are left out.
    """
    units = [list(row.values()) for row in table if len(row) > 1]
    total = sum(map(len, units))
    counts: dict[Fraction, int] = {}
    for value in (value for unit in units for value in unit):
        counts[value] = counts.get(value, 0) + 1
    position = _positions(counts, metric)
    distance = _DISTANCES[metric]
    expected = _squares(position, counts, distance)
    if not expected:
        return None
    observed = Fraction(0)
    for unit in units:
        inside: dict[Fraction, int] = {}
        for value in unit:
            inside[value] = inside.get(value, 0) + 1
        observed += _squares(position, inside, distance) / (len(unit) - 1)
    return 1 - (total - 1) * observed / expected


def _squares(
    position: Mapping[Fraction, Fraction], counts: Mapping[Fraction, int], distance: Callable[[Fraction, Fraction], Fraction]
) -> Fraction:
    """Return the sum of the squared distances over all pairs of values."""
    values = sorted(counts)
    return 2 * sum(
        (
            counts[low] * counts[high] * distance(position[low], position[high])
            for at, low in enumerate(values)
            for high in values[at + 1 :]
        ),
        Fraction(0),
    )


def _positions(counts: Mapping[Fraction, int], metric: Metric) -> Mapping[Fraction, Fraction]:
    """Return where each value stands on the metric's scale; for ranks, in the middle of those that are equal to it."""
    if metric is not Metric.ORDINAL:
        return {value: value for value in counts}
    positions: dict[Fraction, Fraction] = {}
    below = 0
    for value in sorted(counts):
        positions[value] = below + Fraction(counts[value], 2)
        below += counts[value]
    return positions


_DISTANCES: Mapping[Metric, Callable[[Fraction, Fraction], Fraction]] = {
    Metric.NOMINAL: lambda low, high: Fraction(int(low != high)),
    Metric.ORDINAL: lambda low, high: (high - low) * (high - low),
    Metric.INTERVAL: lambda low, high: (high - low) * (high - low),
}


def correlation(table: Table) -> Correlation | None:
    """Return ICC(2,1) and ICC(2,k), or None where no two members share two applications, or nothing varies.

    Source: P. E. Shrout and J. L. Fleiss, Intraclass correlations: uses in assessing rater reliability (1979), two-way random.
    """
    seats = _together(table)
    rows = [[row[seat] for seat in seats] for row in table if row.keys() >= set(seats)]
    subjects, members = len(rows), len(seats)
    if min(subjects, members) < 2:  # noqa: PLR2004 - one row or column has no variance
        return None
    grand = sum((value for row in rows for value in row), Fraction(0)) / (subjects * members)
    by_row = [sum(row, Fraction(0)) / members for row in rows]
    by_column = [sum(column, Fraction(0)) / subjects for column in zip(*rows, strict=True)]
    between = members * sum(((mean - grand) * (mean - grand) for mean in by_row), Fraction(0))
    columns = subjects * sum(((mean - grand) * (mean - grand) for mean in by_column), Fraction(0))
    whole = sum(((value - grand) * (value - grand) for row in rows for value in row), Fraction(0))
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
    if found.alpha is None:
        return say("Too few have rated the same applications to say how far the members agree.")
    level = next((words for least, words in _LEVELS if found.alpha >= least), say("The members see the applications differently"))
    return say(
        "{level} (alpha {alpha}, {applications}). This tells how much one member's score says of another's; it is no grade of anybody.",
        level=level,
        alpha=_decimals(found.alpha),
        applications=say_number("{number} application", "{number} applications", found.applications),
    )


def _decimals(value: Fraction) -> Fraction:
    return Fraction(round(value * 100), 100)
