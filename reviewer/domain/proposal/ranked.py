"""The ranked table with the budget line, and what the line left out."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Align, Block, Bullets, Column, Paragraph, Row, Table
from reviewer.domain.ceilings import payers
from reviewer.domain.meeting.reserve import InLine, kept_until, reserve_list
from reviewer.domain.proposal.certainty import interval_text, uncertain
from reviewer.domain.proposal.order import VALUE_NAMES, displaced, moves, ties
from reviewer.domain.proposal.places_chart import places_chart
from reviewer.domain.proposal.reading import Reading, section
from reviewer.domain.proposal.words import NO_PLACE, OUTCOMES, place_mark, titled
from reviewer.domain.said import Kroner, Listed, Points, Said, Value, say, say_number

_AS_COMPUTED = say(
    "The table shows the computed order, what it would give, and what the council recommends. The line "
    "is drawn where the budget runs out in the computed order."
)
_MOVED = say(
    "The council has moved applications by hand. The table shows the resulting order, what it would "
    "give, and what the council recommends. The line is drawn where the budget runs out in this order. "
    "The computed places are given below the table."
)
_ALONE = say("The table shows the computed order, and what the council recommends.")
_MOVED_ALONE = say(
    "The council has moved applications by hand. The table shows the resulting order, and what the council recommends. "
    "The computed places are given below the table."
)
_UNOPENED = say("The ratings are not opened: there is no order yet, and nothing is given.")
_UNRATED = say("No application has a score yet: there is no order, and nothing is given.")
_MOST_ALIKE = 6
"""How many applications that get nothing for the same reason have a line each; more share one."""


def ranked(reading: Reading) -> Iterator[Block]:
    """Return the computed order beside what the council recommends, and say where the two part."""
    yield section("4", say("Ranking"), "ranking")
    yield from ranked_blocks(reading)


def ranked_blocks(reading: Reading) -> Iterator[Block]:
    """Return the same without the heading."""
    yield Paragraph(_lead(reading))
    table = Table(say("Ranking and budget line"), _columns(reading), tuple(_rows(reading))).without_empty(NO_PLACE)
    yield table
    chart = places_chart(reading, _value_name(reading), _budget_line(reading), table.caption)
    if chart is not None:
        yield chart
    yield from uncertain(reading)
    yield from _told(say("Between equals this decided:"), tuple(ties(reading)))
    yield from _told(say("The council has moved these in the order by hand:"), tuple(moves(reading)))
    yield from _told(say("These stand on another place because others were moved:"), tuple(displaced(reading)))
    by_hand = reading.assessment.moved
    part = say("These receive only part of what they applied for in the computed order:")
    yield from _told(
        say("These receive only part of what they applied for in the council's order:") if by_hand else part, tuple(_partial(reading))
    )
    paid = say("So the computed grants are paid:")
    yield from _told(say("So the grants by the council's order are paid:") if by_hand else paid, _payers(reading))
    yield from _told(_nothing(reading), tuple(_passed_over(reading)))
    yield from _told(say("Here the council departs from the order:"), tuple(_departures(reading)))
    yield from _reserve(reading)


def _nothing(reading: Reading) -> Said:
    """Return what stands above those that receive nothing: by which order, where there is one."""
    if _without_order(reading):
        return say("So far these receive nothing:")
    by_hand = say("These receive nothing in the council's order:")
    return by_hand if reading.assessment.moved else say("These receive nothing in the computed order:")


def _without_order(reading: Reading) -> bool:
    return bool(reading.assessment.places) and all(place.rank is None for place in reading.assessment.places)


def _lead(reading: Reading) -> Said:
    """Return what the table shows, or why it has no order."""
    if _without_order(reading):
        return _UNRATED if reading.assessment.case.stage.ratings_open else _UNOPENED
    if reading.assessment.allocation.awards:
        return _MOVED if reading.assessment.moved else _AS_COMPUTED
    return _MOVED_ALONE if reading.assessment.moved else _ALONE


def _reserve(reading: Reading) -> Iterator[Block]:
    """Yield who is next in line for money that becomes free, once the council has recommended grants, and until when that holds."""
    waiting = reserve_list(reading.assessment) if reading.granted else ()
    if not waiting:
        return
    yield Paragraph(
        say("Reserve list. These are eligible but receive no grant. If money becomes available, they are next in line, in this order:")
    )
    judged = reading.assessment.judged
    yield Bullets(tuple(_in_line(judged[one.application], one) for one in waiting), numbered=True)
    if any(one.shared for one in waiting):
        yield Paragraph(say("Where two or more share a place, written as 2=, none of them ranks ahead of the others: the council chooses."))
    until = kept_until(reading.assessment.case)
    if until is not None:
        yield Paragraph(say("The reserve list holds until {date}.", date=until))


def _in_line(one: Judged, line: InLine) -> Said:
    name, mark, settled = titled(one.dossier.application), line.mark, one.dossier.recommendation.outcome
    plain = say("{name}: place {place}", name=name, place=mark)
    told = plain if line.could_get is None else say("{place}, up to {amount}", place=plain, amount=Kroner(line.could_get))
    return say("{line}. The council: {outcome}", line=told, outcome=OUTCOMES[settled]) if settled else told


def _value_name(reading: Reading) -> Said:
    return VALUE_NAMES[reading.committee.ranking.method]


def _columns(reading: Reading) -> tuple[Column, ...]:
    return (
        Column(say("Place"), Align.RIGHT, share=5),
        Column(say("Application"), share=36),
        Column(_value_name(reading), Align.RIGHT, share=6),
        Column(say("Uncertainty"), Align.RIGHT, share=10),
        Column(say("Applied for (NOK)"), Align.RIGHT, share=11),
        Column(say("By the list (NOK)") if reading.assessment.moved else say("Computed (NOK)"), Align.RIGHT, share=11),
        Column(say("Recommended (NOK)"), Align.RIGHT, share=11),
        Column(say("The council"), share=11),
    )


def _rows(reading: Reading) -> Iterator[Row]:
    rule = _budget_line(reading)
    last = reading.last_awarded
    if last < 0:
        yield Row((), rule=rule)
    for at, one in enumerate(reading.ordered):
        yield _row(reading, one)
        if at == last:
            yield Row((), rule=rule)


def _budget_line(reading: Reading) -> Said:
    allocation = reading.assessment.allocation
    if reading.assessment.case.budget is None:
        return say("The budget is not stated")
    return say(
        "Budget {budget} · spent {spent} · left {left}",
        budget=Kroner(allocation.budget),
        spent=Kroner(allocation.spent),
        left=Kroner(allocation.left),
    )


def _row(reading: Reading, one: Judged) -> Row:
    application, given = one.dossier.application, one.dossier.recommendation
    place, award = reading.assessment.place(one.dossier.id), reading.assessment.allocation.award(one.dossier.id)
    outcome: Value = OUTCOMES[given.outcome] if given.outcome else say("not settled")
    return Row(
        (
            place_mark(place),
            titled(application),
            Points(place.value) if place and place.value is not None else None,
            interval_text(reading, one.dossier.id),
            application.amount_applied,
            award.amount if award else None,
            given.granted or None,
            outcome,
        )
    )


def _told(lead: Said, items: tuple[Said, ...]) -> Iterator[Block]:
    if items:
        yield Paragraph(lead)
        yield Bullets(items)


def _partial(reading: Reading) -> Iterator[Said]:
    for award in reading.assessment.allocation.awards:
        if award.partial:
            application = reading.assessment.judged[award.id].dossier.application
            given = say("{name}: {amount} of {asked}", name=titled(application), amount=Kroner(award.amount), asked=Kroner(award.asked))
            yield say("{given}. {note}", given=given, note=award.note) if award.cut and award.note else given


def _payers(reading: Reading) -> tuple[Said, ...]:
    """Return who pays and when, where the committee has set limits for that."""
    fund, allocation = reading.committee.fund, reading.assessment.allocation
    if not (fund.sources or fund.years):
        return ()
    return payers(reading.assessment.case, {award.id: award.amount for award in allocation.awards})


def _passed_over(reading: Reading) -> Iterator[Said]:
    """Yield why nothing is given: each application by its title, and in one line where many have the same reason."""
    alike: dict[Said, list[str]] = {}
    for passed in reading.assessment.allocation.passed_over:
        alike.setdefault(passed.reason, []).append(passed.id)
    for reason, ids in alike.items():
        if len(ids) > _MOST_ALIKE:
            yield say_number(
                "{number} application ({ids}): {reason}",
                "{number} applications ({ids}): {reason}",
                len(ids),
                ids=Listed(tuple(ids)),
                reason=reason,
            )
    for passed in reading.assessment.allocation.passed_over:
        if len(alike[passed.reason]) <= _MOST_ALIKE:
            application = reading.assessment.judged[passed.id].dossier.application
            yield say("{name}: {reason}", name=titled(application), reason=passed.reason)


def _departures(reading: Reading) -> Iterator[Said]:
    for one in reading.ordered:
        departure = reading.assessment.departure(one.dossier.id)
        if departure is None:
            continue
        reason = one.dossier.recommendation.departure or say("No reason is given.")
        yield say("{name}: {departure} {reason}", name=titled(one.dossier.application), departure=departure, reason=reason)
