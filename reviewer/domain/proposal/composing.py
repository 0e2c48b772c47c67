"""Each kind of paper from the same reading of a case: `draft` the proposal, `compose` any of them.

What writes a kind of paper is loaded when one is written: most commands write one kind, or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.domain.assessment import Assessment
from reviewer.domain.blocks import Block, Contents
from reviewer.domain.meeting.sitting import Meeting, meeting
from reviewer.domain.proposal.missing import missing
from reviewer.domain.proposal.opening import background, head, motion, title
from reviewer.domain.proposal.paper import Imprint, Kind, Proposal
from reviewer.domain.proposal.reading import Reading, for_the_public, read
from reviewer.domain.proposal.written import Written, written
from reviewer.domain.publication import Publication
from reviewer.domain.said import say

if TYPE_CHECKING:
    from reviewer.domain.meeting.minutes import Minutes


def draft(assessment: Assessment, imprint: Imprint, publication: Publication | None = None) -> Proposal:
    """Return the paper; it is marked as a draft until nothing is missing. With a publication it is what the public gets."""
    return compose(Kind.PROPOSAL, reading_of(assessment, imprint, publication))


def reading_of(assessment: Assessment, imprint: Imprint, publication: Publication | None = None) -> Reading:
    """Return what every paper is made of; with a publication only what the public may see."""
    reading = read(assessment, imprint)
    return reading if publication is None else for_the_public(reading, publication)


def compose(kind: Kind, reading: Reading, about: str = "") -> Proposal:
    """Return the paper of this kind; `about` is the application or the meeting that it is about, or the seat that a reading pack is for.

    Raises `KeyError` where the case has no such application, meeting or seat.
    """
    if kind in {Kind.CASE_PAPER, Kind.LETTER, Kind.DOSSIER} and reading.one(about).dossier.unopened:
        from reviewer.domain.proposal.unopened import unopened_paper

        return unopened_paper(reading, kind, reading.one(about))
    match kind:
        case Kind.PROPOSAL:
            return _proposal(reading)
        case Kind.RANKING:
            from reviewer.domain.proposal.case_papers import ranked_list

            return ranked_list(reading)
        case Kind.CASE_PAPER:
            from reviewer.domain.proposal.case_papers import case_paper

            return case_paper(reading, reading.one(about))
        case Kind.READING_PACK:
            from reviewer.domain.proposal.pack import reading_pack

            return reading_pack(reading, reading.seat(about))
        case Kind.LETTER:
            from reviewer.domain.proposal.letters import letter

            return letter(reading, reading.one(about))
        case Kind.DOSSIER:
            from reviewer.domain.proposal.dossier import dossier

            return dossier(reading, reading.one(about))
        case Kind.AGENDA:
            from reviewer.domain.proposal.agenda import agenda_paper

            return agenda_paper(reading, _meeting(reading, about))
        case Kind.MINUTES:
            from reviewer.domain.proposal.minutes import minutes_paper

            return minutes_paper(reading, _minutes(reading, about))


def _meeting(reading: Reading, about: str) -> Meeting:
    found = meeting(reading.assessment.case, about)
    if found is None:
        raise KeyError(about)
    return found


def _minutes(reading: Reading, about: str) -> Minutes:
    from reviewer.domain.meeting.minutes import minutes

    found = minutes(reading.assessment.case, about)
    if found is None:
        raise KeyError(about)
    return found


def _proposal(reading: Reading) -> Proposal:
    lacking = missing(reading)

    def blocks() -> tuple[Block, ...]:
        from reviewer.domain.proposal.applications import applications
        from reviewer.domain.proposal.assessed import assessed
        from reviewer.domain.proposal.closing import follow_up, impartiality, not_recommended, verification
        from reviewer.domain.proposal.ranked import ranked

        return (
            *head(reading, lacking),
            Contents(say("Contents")),
            *motion(reading),
            *background(reading),
            *assessed(reading),
            *ranked(reading),
            *applications(reading),
            *not_recommended(reading),
            *impartiality(reading),
            *follow_up(reading),
            *verification(reading),
        )

    return written(reading, Written(kind=Kind.PROPOSAL, stem=say("recommendation"), title=title(reading), blocks=blocks, missing=lacking))
