"""The proposal of a case as it stands: what both doors, the command line and the app, hand to the documents."""

from __future__ import annotations

from datetime import date

from reviewer import __version__
from reviewer.casefile.file import CaseFile
from reviewer.domain.assessment import Assessment
from reviewer.domain.committee import SeatRole
from reviewer.domain.proposal import Imprint, Proposal, draft


def drafted(file: CaseFile, assessment: Assessment, produced: date, seat: str = "") -> Proposal:
    """Return the proposal with what a reader checks it by; `produced` is the date that the paper carries.

    Where the assessment is what a seat other than the secretariat's sees, the paper says so and stays a draft.
    """
    holder = assessment.case.committee.seat(seat)
    whole = holder is None or holder.role is SeatRole.SECRETARIAT
    opened = assessment.case.opened
    imprint = Imprint(
        case_hash=file.hash(),
        events=file.count_events(),
        program=__version__,
        committee_hash=opened.committee_hash,
        produced=produced,
        call=opened.title,
        seen_by="" if whole else seat,
    )
    return draft(assessment, imprint)
