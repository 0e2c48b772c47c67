"""What every section of the paper asks of the assessment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reviewer.domain.assessment import Assessment, Judged, setting
from reviewer.domain.blocks import Heading, Paragraph, Tone
from reviewer.domain.committee import Committee, Seat
from reviewer.domain.events import Outcome
from reviewer.domain.funding import rows_above_line
from reviewer.domain.late import Later, later
from reviewer.domain.proposal.paper import Imprint
from reviewer.domain.proposal.words import titled
from reviewer.domain.publication import Publication
from reviewer.domain.ranking.uncertainty import Uncertainty, uncertainty
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.domain.slotted import dataclass
from reviewer.domain.telling import Grounds
from reviewer.domain.withholding import mark

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The assessment as the paper reads it: `ordered` are the applications by place, those without one last."""

    assessment: Assessment
    imprint: Imprint
    ordered: tuple[Judged, ...]
    certain: Uncertainty | None = None
    publication: Publication | None = None

    @property
    def committee(self) -> Committee:
        """The committee as the case was opened with it."""
        return self.assessment.case.committee

    def withheld(self, application: str, *names: str) -> Said | None:
        """Return the mark to put where the first of these fields stood, or None where the paper may show them all."""
        grounds = self.grounds(application)
        return next((mark(grounds[name]) for name in names if name in grounds), None)

    def grounds(self, application: str) -> Grounds:
        """Return what is withheld of the application, by field, with the ground; nothing where the paper is for the council."""
        return self.publication.grounds(application) if self.publication else {}

    def later(self, one: Judged) -> Later | None:
        """Return what was changed after the application had come in, as far as the paper's reader may know."""
        return later(self.committee, one.dossier) if self.publication is None else self.publication.later.get(one.dossier.id)

    def with_outcome(self, *outcomes: Outcome) -> tuple[Judged, ...]:
        """Return the applications that the council has settled in one of these ways."""
        return tuple(one for one in self.ordered if one.dossier.recommendation.outcome in outcomes)

    @property
    def granted(self) -> tuple[Judged, ...]:
        """The applications that the council recommends money for."""
        return self.with_outcome(*GRANTING)

    @property
    def settled(self) -> bool:
        """Whether the council has settled any application; where there is none to settle, it has."""
        judged = self.assessment.judged.values()
        return not judged or any(one.dossier.recommendation.outcome is not None for one in judged)

    @property
    def granted_total(self) -> int:
        """Kroner that the council recommends in all."""
        return sum(one.dossier.recommendation.granted for one in self.ordered)

    @property
    def last_awarded(self) -> int:
        """Where in `ordered` the last one stands that is above the frame's line; -1 where none is."""
        return last_awarded(self.assessment, self.ordered)

    def one(self, application: str) -> Judged:
        """Return the application; raise `KeyError` where the case has none of that id."""
        return self.assessment.judged[application]

    def placed(self, one: Judged) -> bool:
        """Whether the application has a place by the method."""
        place = self.assessment.place(one.dossier.id)
        return place is not None and place.rank is not None

    def seat(self, seat_id: str) -> Seat:
        """Return the seat; raise `KeyError` where the committee has none of that id."""
        found = self.committee.seat(seat_id)
        if found is None:
            raise KeyError(seat_id)
        return found

    def seat_name(self, seat_id: str) -> str:
        """Return the seat's name, or its id where the committee has no such seat."""
        seat = self.committee.seat(seat_id)
        return seat.name if seat else seat_id


def last_awarded(assessment: Assessment, judged: Iterable[Judged]) -> int:
    """Return where the last one stands that is above the frame's line; -1 where none is."""
    awarded = {award.id for award in assessment.allocation.awards}
    places = {place.id: place for place in assessment.places}
    found = [places.get(one.dossier.id) for one in judged]
    return rows_above_line([(place.rank, place.id in awarded) if place else (None, False) for place in found]) - 1


def read(assessment: Assessment, imprint: Imprint) -> Reading:
    """Return the assessment ready for the paper."""
    placed = [assessment.judged[place.id] for place in assessment.places if place.id in assessment.judged]
    known = {one.dossier.id for one in placed}
    rest = [one for key, one in assessment.judged.items() if key not in known]
    certain = uncertainty(setting(assessment), assessment.places)
    return Reading(assessment=assessment, imprint=imprint, ordered=(*placed, *rest), certain=certain)


def for_the_public(reading: Reading, publication: Publication) -> Reading:
    """Return the reading with what is withheld left out; order and uncertainty are those of the whole."""
    judged = publication.assessment.judged
    ordered = tuple(judged[one.dossier.id] for one in reading.ordered)
    return replace(reading, assessment=publication.assessment, ordered=ordered, publication=publication)


def section(number: str, title: Said, anchor: str) -> Heading:
    """Return the heading of a numbered section."""
    return Heading(2, say("{number} {title}", number=number, title=title), anchor)


def paragraphs(text: str, tone: Tone = Tone.PLAIN) -> Iterator[Paragraph]:
    """Return text from outside as paragraphs: an empty line parts two of them, a single line break stays within one."""
    return (Paragraph(part.strip("\n"), tone) for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")) if part.strip())


def named(judged: Iterable[Judged]) -> Listed:
    """Return the applications' titles as a list in a sentence."""
    return Listed(tuple(titled(one.dossier.application) for one in judged))


def first_named(judged: Sequence[Judged]) -> Listed:
    """Return the titles, and of very many only the first ones: a page of names is read by nobody."""
    if len(judged) <= _MOST_NAMED:
        return named(judged)
    rest = len(judged) - _MOST_NAMED
    return Listed((*named(judged[:_MOST_NAMED]).items, say_number("{number} other", "{number} others", rest)))
