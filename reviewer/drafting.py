"""The papers of a case as it stands: what both doors, the command line and the app, hand to the documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewer import __version__
from reviewer.casefile.file import CaseFile
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.case import Case
from reviewer.domain.committee import SeatRole
from reviewer.domain.proposal import Audience, Imprint, Kind, Proposal
from reviewer.domain.proposal.composing import compose, draft, reading_of
from reviewer.domain.publication import Publication, Withholding, published
from reviewer.domain.ranking.uncertainty import Uncertainty
from reviewer.language.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which papers are asked for: `about` are applications (or seats, for reading packs); empty means all of them.

    `seat` is whose view of the case they are made of; empty for the whole case.
    """

    produced: date
    kind: Kind = Kind.PROPOSAL
    about: tuple[str, ...] = ()
    seat: str = ""
    audience: Audience = Audience.COUNCIL


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """The papers, the assessment that they are made of, and what was left out of them for the secretariat to know.

    `certain` is how certain the places are.
    """

    papers: tuple[Proposal, ...]
    assessment: Assessment
    withheld: tuple[Withholding, ...] = ()
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
    return Imprint(
        case_hash=stamp.hash,
        events=stamp.events,
        program=__version__,
        committee_hash=case.committee_hash,
        produced=produced,
        call=case.opened.title,
        seen_by="" if whole else seat,
    )


def papers(file: CaseFile, case: Case, order: Order, speech: Speech) -> Drafts:
    """Return the papers that are asked for, of the case as the order's seat sees it (`case` is that already).

    Raises `KeyError` where an application or a seat is not in the case.
    """
    if order.kind is Kind.READING_PACK:
        return _packs(file, case, order, speech)
    assessment = assess(case)
    publication = _publication(assessment, order, speech)
    reading = reading_of(assessment, imprint_of(file, case, order.produced, order.seat), publication)
    about = ("",) if order.kind in {Kind.PROPOSAL, Kind.RANKING} else order.about or tuple(one.dossier.id for one in reading.ordered)
    return Drafts(
        papers=tuple(compose(order.kind, reading, key) for key in about),
        assessment=publication.assessment if publication else assessment,
        withheld=publication.withheld if publication else (),
        certain=reading.certain,
    )


def _publication(assessment: Assessment, order: Order, speech: Speech) -> Publication | None:
    return None if order.audience is Audience.COUNCIL else published(assessment, speech.text)


def _packs(file: CaseFile, case: Case, order: Order, speech: Speech) -> Drafts:
    """Return a pack for each seat that rates, each of the case as that seat may see it."""
    seats = order.about or ((order.seat,) if order.seat else tuple(seat.id for seat in case.committee.rating_seats()))
    made: list[Proposal] = []
    for seat in seats:
        if case.committee.seat(seat) is None:
            raise KeyError(seat)
        assessment = assess(case.seen_by(seat))
        imprint = imprint_of(file, case, order.produced, seat)
        made.append(compose(Kind.READING_PACK, reading_of(assessment, imprint, _publication(assessment, order, speech)), seat))
    return Drafts(papers=tuple(made), assessment=assess(case))
