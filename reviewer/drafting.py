"""The papers of a case as it stands: what both doors, the command line and the app, hand to the documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from reviewer import __version__
from reviewer.casefile.file import CaseFile
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.case import Case
from reviewer.domain.committee import Seat, SeatRole
from reviewer.domain.meeting.opened import read_by
from reviewer.domain.meeting.sitting import meeting, meetings
from reviewer.domain.proposal import Audience, Imprint, Kind, Proposal
from reviewer.domain.proposal.composing import compose, draft, reading_of
from reviewer.domain.proposal.reading import Reading
from reviewer.domain.publication import Publication, Withholding, published
from reviewer.domain.ranking.uncertainty import Uncertainty
from reviewer.domain.slotted import dataclass
from reviewer.domain.telling import Hint
from reviewer.language.speech import Speech
from reviewer.ordered import Order

if TYPE_CHECKING:
    from reviewer.domain.meeting.minutes import Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """The papers, the assessment that they are made of, and what was left out of them for the secretariat to know.

    `hints` are the places that may tell something of it. `certain` is how certain the places are.
    """

    papers: tuple[Proposal, ...]
    assessment: Assessment
    withheld: tuple[Withholding, ...] = ()
    hints: tuple[Hint, ...] = ()
    certain: Uncertainty | None = None


def drafted(file: CaseFile, assessment: Assessment, produced: date, seat: str = "") -> Proposal:
    """Return the proposal with what a reader checks it by; `produced` is the date that the paper carries.

    Where the assessment is what a seat other than the secretariat's sees, the paper says so and stays a draft.
    """
    return draft(assessment, imprint_of(file, assessment.case, produced, seat))


def imprint_of(file: CaseFile, case: Case, produced: date, seat: str = "") -> Imprint:
    """Return what a reader checks the papers of this case with."""
    holder = case.committee.seat(seat)
    whole = holder is None or holder.role is SeatRole.SECRETARIAT
    stamp = file.stamp("" if whole else seat)
    met = _deciding(case)
    there = {one.seat for one in met.present} if met else set()
    return Imprint(
        case_hash=stamp.hash,
        events=stamp.events,
        program=__version__,
        committee_hash=case.committee_hash,
        produced=produced,
        call=case.opened.title,
        seen_by="" if whole else seat,
        meeting_date=met.meeting.called.date if met else None,
        present=tuple(seat.name for seat in case.committee.seats if seat.id in there),
    )


def _deciding(case: Case) -> Minutes | None:
    """Return the last meeting that decided anything, or None."""
    key = next((one.id for one in reversed(meetings(case)) if any(item.decided for item in one.items)), None)
    if not key:
        return None
    from reviewer.domain.meeting.minutes import minutes

    return minutes(case, key)


def papers(file: CaseFile, case: Case, order: Order, speech: Speech) -> Drafts:
    """Return the papers that are asked for, of the case as the order's seat sees it (`case` is that already).

    Raises `KeyError` where an application or a seat is not in the case.
    """
    if order.kind is Kind.READING_PACK:
        return _packs(file, case, order, speech)
    if order.kind is Kind.AGENDA:
        return _invitations(file, case, order, speech)
    assessment = assess(case)
    publication = _publication(assessment, order, speech)
    reading = reading_of(assessment, imprint_of(file, case, order.produced, order.seat), publication)
    about = _about(order, reading)
    return Drafts(
        papers=tuple(compose(order.kind, reading, key) for key in about),
        assessment=publication.assessment if publication else assessment,
        withheld=publication.withheld if publication else (),
        hints=publication.hints if publication else (),
        certain=reading.certain,
    )


def _about(order: Order, reading: Reading) -> tuple[str, ...]:
    """Return what there is a paper of each for."""
    if order.kind in {Kind.PROPOSAL, Kind.RANKING}:
        return ("",)
    if order.kind is Kind.MINUTES:
        return order.about or tuple(one.id for one in meetings(reading.assessment.case))
    return order.about or tuple(one.dossier.id for one in reading.ordered)


def _invitations(file: CaseFile, case: Case, order: Order, speech: Speech) -> Drafts:
    """Return each meeting's invitation: the whole one, and one for each seat that decides, of the case as that seat may see it."""
    named = case.committee.seat(order.seat)
    seats: tuple[Seat | None, ...] = (None,)
    if named is not None and named.role is not SeatRole.SECRETARIAT:
        seats = (named,)
    elif order.audience is Audience.COUNCIL:
        seats = (None, *case.committee.rating_seats())
    keys = order.about or tuple(one.id for one in meetings(case))
    made = [_invitation(file, case, order, speech, (key, seat)) for seat in seats for key in keys]
    return _drafts(made, case, order, speech)


def _invitation(file: CaseFile, case: Case, order: Order, speech: Speech, to: tuple[str, Seat | None]) -> Proposal:
    from reviewer.domain.proposal.agenda import agenda_paper

    key, seat = to
    seen = read_by(case, seat.id) if seat else case
    met = meeting(seen, key)
    if met is None:
        raise KeyError(key)
    assessment = assess(seen)
    imprint = imprint_of(file, seen, order.produced, seat.id if seat else "")
    return agenda_paper(reading_of(assessment, imprint, _publication(assessment, order, speech)), met, seat)


def _publication(assessment: Assessment, order: Order, speech: Speech) -> Publication | None:
    return None if order.audience is Audience.COUNCIL else published(assessment, speech.text)


def _packs(file: CaseFile, case: Case, order: Order, speech: Speech) -> Drafts:
    """Return a pack for each seat that rates, each of the case as that seat may see it."""
    holder = case.committee.seat(order.seat)
    own = holder is not None and holder.role is not SeatRole.SECRETARIAT
    seats = order.about or ((order.seat,) if own else tuple(seat.id for seat in case.committee.rating_seats()))
    made: list[Proposal] = []
    for seat in seats:
        if case.committee.seat(seat) is None:
            raise KeyError(seat)
        assessment = assess(read_by(case, seat))
        imprint = imprint_of(file, case, order.produced, seat)
        made.append(compose(Kind.READING_PACK, reading_of(assessment, imprint, _publication(assessment, order, speech)), seat))
    return _drafts(made, case, order, speech)


def _drafts(made: Sequence[Proposal], case: Case, order: Order, speech: Speech) -> Drafts:
    """Return papers that are made seat by seat, with the case that tables are made of: for the public, what the public may see of it."""
    assessment = assess(case)
    publication = _publication(assessment, order, speech)
    if publication is None:
        return Drafts(papers=tuple(made), assessment=assessment)
    return Drafts(papers=tuple(made), assessment=publication.assessment, withheld=publication.withheld, hints=publication.hints)
