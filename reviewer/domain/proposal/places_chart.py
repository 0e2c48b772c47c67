"""The picture of the order: each application's place, how far the ratings leave it open, and where the money ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.blocks import Axis, Chart, Drawing, Mark, Part
from reviewer.domain.proposal.certainty import interval_text
from reviewer.domain.proposal.reading import Reading, last_awarded
from reviewer.domain.proposal.words import place_mark, titled
from reviewer.domain.ranking import Place
from reviewer.domain.ranking.uncertainty import Interval, Uncertainty
from reviewer.domain.said import Points, Said, Value, say, say_number
from reviewer.domain.slotted import dataclass

CAPTION = say("The places, their uncertainty and the budget line")

_MOST_TICKS = 12
_STEPS = (5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)


def places_chart(reading: Reading, value: Said, rule: Said, table: Said) -> Chart | None:
    """Return the places with their uncertainty, and the frame's line where the money ends; None where nothing has a place.

    `value` names what the order is by, and `table` is the caption of the table that has the same figures.
    """
    drawn = _Drawn.of(reading)
    if not drawn.last:
        return None
    return Chart(
        drawing=Drawing.INTERVALS,
        caption=CAPTION,
        alt=places_alt(reading.assessment, reading.ordered, reading.certain, value),
        label=say("Application"),
        series=(value, say("Computed place")) if drawn.moved else (value,),
        marks=tuple(_marks(reading, drawn, rule)),
        told_by=table,
        axis=_axis(reading, drawn),
    )


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn along the axis: the `last` place on it, 0 where there is none; and whether computed places stand beside the final."""

    last: int
    moved: bool

    @classmethod
    def of(cls, reading: Reading) -> _Drawn:
        places = [place for place in reading.assessment.places if place.rank is not None]
        ends = [worst for _, worst in reading.certain.intervals.values()] if reading.certain else []
        ranks = [rank for place in places for rank in (place.rank, place.computed) if rank is not None]
        return cls(max([*ranks, *ends], default=0), any(_beside(place) for place in places))

    def at(self, place: int) -> Fraction:
        """Return where on the axis the place is: in the middle of its own part of it."""
        return Fraction(2 * place - 1, 2 * self.last)


def _beside(place: Place) -> bool:
    """Whether the computed place is another than the final one."""
    return place.computed is not None and place.computed != place.rank


def _marks(reading: Reading, drawn: _Drawn, rule: Said) -> Iterator[Mark]:
    line = Mark("", rule=rule)
    if reading.last_awarded < 0:
        yield line
    for at, one in enumerate(reading.ordered):
        yield Mark(_placed(reading, one), tuple(_points(reading, drawn, one)))
        if at == reading.last_awarded:
            yield line


def _points(reading: Reading, drawn: _Drawn, one: Judged) -> Iterator[Part | None]:
    """Yield the place with how far it may lie, and the computed place where the council's moves make another of any."""
    place = reading.assessment.place(one.dossier.id)
    if place is None or place.rank is None:
        yield from (None, None) if drawn.moved else (None,)
        return
    interval = _interval(reading, one)
    reach = (drawn.at(interval[0]), drawn.at(interval[1])) if interval else None
    yield Part(_told(reading, one, place), drawn.at(place.rank), reach)
    if drawn.moved:
        yield Part(place.computed, drawn.at(place.computed)) if place.computed is not None and _beside(place) else None


def _interval(reading: Reading, one: Judged) -> Interval | None:
    return reading.certain.intervals.get(one.dossier.id) if reading.certain else None


def _told(reading: Reading, one: Judged, place: Place) -> Value:
    """Return the value, and the places that it may have by the uncertainty."""
    interval = interval_text(reading, one.dossier.id)
    shown = Points(place.value) if place.value is not None else None
    if interval is None:
        return shown
    moved = reading.certain is not None and reading.certain.beside
    told = say("computed place {interval}", interval=interval) if moved else say("place {interval}", interval=interval)
    return told if shown is None else say("{value}, {place}", value=shown, place=told)


def _placed(reading: Reading, one: Judged) -> Said:
    place = place_mark(reading.assessment.place(one.dossier.id))
    return say("{place}  {title}", place=place, title=one.dossier.application.title)


def _axis(reading: Reading, drawn: _Drawn) -> Axis:
    stated = reading.assessment.case.budget is not None
    return Axis(
        ticks=tuple((place, drawn.at(place)) for place in _ticks(drawn.last)),
        point=say("Place"),
        reach=say("Uncertainty") if reading.certain else None,
        other=say("Computed place") if drawn.moved else None,
        line=Fraction(min(reading.last_awarded + 1, drawn.last), drawn.last) if stated else None,
        parts=say("Budget line"),
    )


def _ticks(last: int) -> Iterator[int]:
    """Yield the places that are written on the axis: every one, or the first and as many round ones as there is room for."""
    if last <= _MOST_TICKS:
        yield from range(1, last + 1)
        return
    step = next((step for step in _STEPS if last // step <= _MOST_TICKS - 2), -(-last // _MOST_TICKS))
    yield from (1, *range(step, last + 1, step))


def places_alt(assessment: Assessment, ordered: Sequence[Judged], certain: Uncertainty | None, value: Said) -> Said:
    """Return what a chart of the places shows; at least one of the applications has a place, and `value` names what the order is by."""
    placed = [(one, place) for one in ordered if (place := assessment.place(one.dossier.id)) and place.rank is not None]
    valued = [(one, place.value) for one, place in placed if place.value is not None]
    last = last_awarded(assessment, ordered)
    ends = [_ends(value, valued)] if valued else []
    crossing = _crossing(certain, last + 1) if certain is not None and last >= 0 and assessment.case.budget is not None else ()
    return _sentences(
        [_shown(len(placed), uncertain=certain is not None), *ends, line_alt(ordered[last] if last >= 0 else None), *crossing]
    )


def _shown(number: int, *, uncertain: bool) -> Said:
    if not uncertain:
        return say_number(
            "The chart shows the place of {number} application.", "The chart shows the places of {number} applications.", number
        )
    return say_number(
        "The chart shows the place of {number} application, and how uncertain it is.",
        "The chart shows the places of {number} applications, and how uncertain each is.",
        number,
    )


def _sentences(told: Sequence[Said]) -> Said:
    first, *rest = told
    for one in rest:
        first = say("{first} {second}", first=first, second=one)
    return first


def _ends(value: Said, valued: Sequence[tuple[Judged, Fraction]]) -> Said:
    (first, highest), (end, lowest) = valued[0], valued[-1]
    if first is end:
        return say(
            "The column “{value}” has {highest} for {first}.", value=value, highest=Points(highest), first=titled(first.dossier.application)
        )
    return say(
        "{first} stands first and {last} last. The column “{value}” has {highest} for the first and {lowest} for the last.",
        value=value,
        first=titled(first.dossier.application),
        highest=Points(highest),
        last=titled(end.dossier.application),
        lowest=Points(lowest),
    )


def _crossing(certain: Uncertainty, above: int) -> Iterator[Said]:
    """Yield how many have an uncertainty on both sides of the frame's line, with so many places above it.

    The uncertainty is about the computed places: where the council has moved any, the line is of another order.
    """
    if certain.beside:
        return
    found = sum(best <= above < worst for best, worst in certain.intervals.values())
    if not found:
        yield say("For none of the applications does the uncertainty lie on both sides of the budget line.")
        return
    yield say_number(
        "For {number} application the uncertainty lies on both sides of the budget line.",
        "For {number} applications the uncertainty lies on both sides of the budget line.",
        found,
    )


def order_alt(value: Said, valued: Sequence[tuple[Judged, Fraction]], last: Judged | None) -> Said:
    """Return what a chart of the order shows; `valued` are those with a value, `last` the one below which the frame's line stands."""
    (first, highest), (end, lowest) = valued[0], valued[-1]
    drawn = say_number(
        "The chart shows {number} application in the order of the places, by {value}.",
        "The chart shows {number} applications in the order of the places, by {value}.",
        len(valued),
        value=value,
    )
    ends = say(
        "{first} stands first with {highest}, {last} last with {lowest}.",
        first=titled(first.dossier.application),
        highest=Points(highest),
        last=titled(end.dossier.application),
        lowest=Points(lowest),
    )
    return say("{first} {second} {third}", first=drawn, second=ends, third=line_alt(last))


def line_alt(last: Judged | None) -> Said:
    """Return below which application the frame's line stands."""
    if last is None:
        return say("In this order the budget gives no grant.")
    return say("The budget line is below {name}.", name=titled(last.dossier.application))
