"""The dossier: everything that the case has on one application, for an appeal or a request for access."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Align, Block, Bullets, Column, Contents, Heading, Paragraph, Row, Table
from reviewer.domain.events import Interest
from reviewer.domain.meeting.interests import InterestTold, interests_told
from reviewer.domain.narration import narrated
from reviewer.domain.proposal.applications import judgement
from reviewer.domain.proposal.assessed import requirements
from reviewer.domain.proposal.closing import unnumbered_verification
from reviewer.domain.proposal.impartial import body_decided
from reviewer.domain.proposal.pack import rating_text
from reviewer.domain.proposal.paper import Kind, Proposal
from reviewer.domain.proposal.reading import Reading
from reviewer.domain.proposal.recommended import recommended
from reviewer.domain.proposal.sent_in import earlier_revisions, sent_in
from reviewer.domain.proposal.words import or_not_stated, titled
from reviewer.domain.proposal.written import Written, heading, in_name, raised, top, written
from reviewer.domain.said import Said, say


def dossier(reading: Reading, one: Judged) -> Proposal:
    """Return the dossier; the public's has no history, and what is withheld left out."""
    application = one.dossier.application
    title = say("Dossier: {application}", application=titled(application))

    def blocks() -> tuple[Block, ...]:
        return (
            *top(reading, title, (), (say("Contact"), or_not_stated(application.contact)), (say("Revisions"), len(one.dossier.revisions))),
            Contents(say("Contents")),
            heading(say("The application"), "application"),
            *sent_in(reading, application),
            heading(say("Assessment"), "assessment"),
            *raised(judgement(reading, one)),
            *requirements(reading),
            heading(say("The members' own ratings"), "ratings"),
            _ratings(reading, one),
            heading(say("The council's recommendation"), "recommendation"),
            *(block for block in recommended(reading, one) if not isinstance(block, Heading)),
            *_declared(reading, one),
            *earlier_revisions(reading, one),
            *_history(reading, one),
            *unnumbered_verification(reading),
        )

    paper = Written(kind=Kind.DOSSIER, stem=say("dossier-{about}", about=in_name(one)), title=title, blocks=blocks, about=one.dossier.id)
    return written(reading, paper)


def _ratings(reading: Reading, one: Judged) -> Block:
    committee = reading.committee
    names = {criterion.id: criterion.name for criterion in committee.criteria}
    seats, criteria = [seat.id for seat in committee.seats], list(names)

    def order(seat: str, criterion: str) -> tuple[int, str, int, str]:
        """Return where a rating stands: as the committee's file lists seats and criteria, and after those what it no longer lists."""
        return (
            seats.index(seat) if seat in seats else len(seats),
            seat,
            criteria.index(criterion) if criterion in names else len(criteria),
            criterion,
        )

    columns = (
        Column(say("Seat"), share=5),
        Column(say("Criterion"), share=5),
        Column(say("Rating"), Align.RIGHT, share=3),
        Column(say("Comment"), share=8),
    )
    rows = tuple(
        Row((reading.seat_name(seat), names.get(criterion, criterion), rating_text(rated), rated.comment))
        for (seat, criterion), rated in sorted(one.dossier.ratings.items(), key=lambda item: order(*item[0]))
    )
    return Table(say("Each member's ratings"), columns, rows) if rows else Paragraph(say("No member has rated the application."))


def _declared(reading: Reading, one: Judged) -> Iterator[Block]:
    told = interests_told(reading.committee, one.dossier)
    if not told:
        return
    yield heading(say("Declarations of interest"), "interests")
    yield Bullets(tuple(_told(reading, interest) for interest in told))


def _told(reading: Reading, told: InterestTold) -> Said:
    """Return what the seat declared, and what the body decided of it."""
    name, ground = reading.seat_name(told.seat), or_not_stated(told.ground)
    declared = say("{seat}: {interest}. Ground: {ground}", seat=name, interest=_declared_words(told), ground=ground)
    if told.decided is None:
        return declared
    return say("{declared} – {decided}", declared=declared, decided=body_decided(reading, told.decided))


def _declared_words(told: InterestTold) -> Said:
    words = {
        Interest.NONE: say("no interest"),
        Interest.POSSIBLE: say("a possible interest"),
        Interest.RECUSED: say("recused"),
    }
    return words[told.declared] if told.declared else say("has not declared")


def _history(reading: Reading, one: Judged) -> Iterator[Block]:
    if reading.publication is not None or not one.dossier.history:
        return
    yield heading(say("What has happened"), "history")
    columns = (Column(say("When"), share=3), Column(say("Who"), share=5), Column(say("What"), share=10))
    rows = tuple(Row((event.at, reading.seat_name(event.seat), narrated(event.body, reading.committee))) for event in one.dossier.history)
    yield Table(say("Everything that is recorded of the application, in order"), columns, rows)
