"""The invitation (innkalling) with the agenda (saksliste) and the cases' papers: one version a seat, of what that seat takes part in."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Align, Block, Bullets, Column, Contents, Heading, PageBreak, Paragraph, Row, Table, Tone
from reviewer.domain.committee import Seat
from reviewer.domain.meeting.acts import Triage
from reviewer.domain.meeting.recusals import SeatStanding, standing
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.proposal.applications import application_facts, judgement_without_ratings
from reviewer.domain.proposal.closing import unnumbered_verification
from reviewer.domain.proposal.minutes import hours
from reviewer.domain.proposal.paper import Kind, Proposal
from reviewer.domain.proposal.reading import Reading, paragraphs
from reviewer.domain.proposal.words import or_not_stated, titled
from reviewer.domain.proposal.written import Written, heading, in_name, raised, top, written
from reviewer.domain.said import Listed, Said, Value, say, say_number
from reviewer.domain.seats import SeatRole


def agenda_paper(reading: Reading, met: Meeting, seat: Seat | None = None) -> Proposal:
    """Return the invitation; for a seat, the reading is of the case as that seat may see it."""
    title = say("Invitation to the meeting of {council} on {date}", council=reading.committee.name, date=met.called.date)
    lacking = tuple(_lacking(met))

    def blocks() -> tuple[Block, ...]:
        return (
            *top(reading, title, lacking, *_facts(reading, met, seat)),
            *_note(met),
            Contents(say("Contents")),
            heading(say("Agenda"), "agenda"),
            *_agenda(reading, met),
            *_quiet(reading, met),
            *_declarations(reading, met, seat),
            *(block for item in met.items for block in _case(reading, item)),
            *unnumbered_verification(reading),
        )

    name = say("agenda-{about}", about=in_name(met.id))
    if seat is not None:
        name = say("agenda-{about}-{seat}", about=in_name(met.id), seat=in_name(seat.id))
    return written(reading, Written(kind=Kind.AGENDA, stem=name, title=title, blocks=blocks, missing=lacking))


def _lacking(met: Meeting) -> Iterator[Said]:
    if not met.called.place.strip():
        yield say("Write where the meeting is held.")
    if not met.called.starts.strip():
        yield say("Write when the meeting begins.")
    if not met.items and not met.matters:
        yield say("There is nothing on the agenda.")


def _facts(reading: Reading, met: Meeting, seat: Seat | None) -> Iterator[tuple[Said, Value]]:
    called = met.called
    roles = {SeatRole.CHAIR, SeatRole.MEMBER, SeatRole.OBSERVER}
    invited = Listed(tuple(one.name for one in reading.committee.seats if one.role in roles))
    yield say("To"), seat.name if seat else invited
    if called.kind:
        yield say("Meeting"), called.kind
    yield say("Date"), called.date
    yield say("Time"), hours(called.starts, called.ends)
    yield say("Place of meeting"), or_not_stated(called.place)
    if called.closed_on:
        yield say("Closed to the public"), called.closed_on
    planned = sum(item.minutes or 0 for item in met.items)
    if planned:
        yield say("Planned for the cases"), say_number("{number} minute", "{number} minutes", planned)


def _note(met: Meeting) -> Iterator[Block]:
    return paragraphs(met.called.note)


_ALWAYS = 4
"""So many columns of the agenda are there always; who introduces and for how long, only where it is said of a case."""


def _agenda(reading: Reading, met: Meeting) -> Iterator[Block]:
    columns = (
        Column(say("Case"), share=3),
        Column(say("Title"), share=9),
        Column(say("Applicant"), share=6),
        Column(say("Applied for (NOK)"), Align.RIGHT, share=5),
        Column(say("Introduced by"), share=6),
        Column(say("Min."), Align.RIGHT, share=2),
    )
    rows = [_row(reading, item) for item in met.items]
    at = [item.position for item in met.items]
    for matter in reversed(met.matters):
        place = sum(position < (matter.position or 0) for position in at)
        rows.insert(place, Row((matter.number, matter.title, "", "", "", "")))
    if rows:
        told = [at for at in range(len(columns)) if at < _ALWAYS or any(row.cells[at] != "" for row in rows)]
        shown = tuple(Row(tuple(row.cells[at] for at in told)) for row in rows)
        yield Table(say("Cases to be considered"), tuple(columns[at] for at in told), shown)
    else:
        yield Paragraph(say("There is nothing on the agenda."))


def _row(reading: Reading, item: Item) -> Row:
    application = reading.one(item.application).dossier.application
    speakers = Listed(tuple(reading.seat_name(seat) for seat in item.introducers)) if item.introducers else ""
    minutes: Value = item.minutes if item.minutes is not None else ""
    return Row((item.number, titled(application), application.applicant.name, application.amount_applied, speakers, minutes))


def _quiet(reading: Reading, met: Meeting) -> Iterator[Block]:
    quiet = [item for item in met.items if item.triage is Triage.UNLESS_ASKED and not item.asked]
    if quiet:
        yield Paragraph(say("These cases are discussed only if somebody asks for it before the meeting or in it:"))
        yield Bullets(tuple(_named(reading, item) for item in quiet))


def _named(reading: Reading, item: Item) -> Said:
    return say("Case {number}: {title}", number=item.number, title=titled(reading.one(item.application).dossier.application))


def _declarations(reading: Reading, met: Meeting, seat: Seat | None) -> Iterator[Block]:
    """Yield what is still to be declared: of one seat its own cases, in the whole version each case's seats."""
    yield heading(say("Impartiality"), "impartiality")
    yield Paragraph(say("Every member declares its interest in each case before the meeting, and confirms it afterwards."))
    if seat is not None:
        yield Paragraph(say("Cases that you are recused from are not on this agenda, and their papers are not enclosed."))
        waiting = [item for item in met.items if _stands(reading, item, seat.id) is SeatStanding.NOT_DECLARED]
        if waiting:
            yield Paragraph(say("You have not declared your interest in these cases:"))
            yield Bullets(tuple(_named(reading, item) for item in waiting))
        return
    rows = tuple(row for item in met.items if (row := _concerned(reading, item)))
    if rows:
        columns = (Column(say("Case"), share=2), Column(say("Recused"), share=6), Column(say("To be decided"), share=6))
        yield Table(say("Recusals known before the meeting"), columns, rows)


def _stands(reading: Reading, item: Item, seat_id: str) -> SeatStanding:
    return standing(reading.one(item.application).dossier, seat_id)


def _concerned(reading: Reading, item: Item) -> Row | None:
    seats = reading.committee.rating_seats()
    by = {
        one: [seat.name for seat in seats if _stands(reading, item, seat.id) is one]
        for one in (SeatStanding.RECUSED, SeatStanding.POSSIBLE)
    }
    if not any(by.values()):
        return None
    return Row((item.number, *(Listed(tuple(names)) if names else "" for names in by.values())))


def _case(reading: Reading, item: Item) -> Iterator[Block]:
    one: Judged = reading.one(item.application)
    application = one.dossier.application
    yield PageBreak()
    yield Heading(2, _named(reading, item), f"case-{item.application}")
    yield from paragraphs(application.summary, Tone.QUOTE)
    yield application_facts(reading, application)
    yield from raised(judgement_without_ratings(reading, one))
