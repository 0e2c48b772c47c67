"""How the seats stand to an application, as every document tells it: what was declared, what the body decided, on which ground and why."""

from __future__ import annotations

from reviewer.domain.case import Dossier
from reviewer.domain.committee import Committee
from reviewer.domain.events import Interest
from reviewer.domain.meeting.acts import RecusalDecided
from reviewer.domain.meeting.recusals import SeatStanding, standing
from reviewer.domain.meeting.rulebook import grounds
from reviewer.domain.said import Said, Value, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestTold:
    """One seat's interest: `declared` by itself, `decided` by the body where it was, `standing` what follows from the two.

    `code` is the ground as it is kept, `ground` the same in words, with its paragraph where the rule set names it.
    """

    seat: str
    standing: SeatStanding
    declared: Interest | None
    code: str
    ground: Value
    decided: RecusalDecided | None

    @property
    def recused(self) -> bool:
        """Whether the seat takes no part."""
        return self.standing is SeatStanding.RECUSED

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The seats of the body that decided; empty where it did not, or where it is not noted who."""
        return self.decided.decided_by if self.decided else ()

    @property
    def reason(self) -> str:
        """Why the body decided so."""
        return self.decided.reason if self.decided else ""


def interests_told(committee: Committee, dossier: Dossier) -> tuple[InterestTold, ...]:
    """Return the interests of all seats that have declared one, or on which the body has decided, in the committee's order."""
    known = {*dossier.interests, *dossier.standings}
    seats = [seat.id for seat in committee.seats if seat.id in known]
    return tuple(_told(committee, dossier, seat) for seat in (*seats, *sorted(known - {*seats})))


def ground_parts(committee: Committee, kept: str) -> tuple[str, str]:
    """Return the code of the ground that is kept and what was written more of it (`office: leads it`); no code where it is in words."""
    code, _, more = (part.strip() for part in kept.partition(":"))
    return (code, more) if any(ground.id == code for ground in grounds(committee)) else ("", kept)


def ground_words(committee: Committee, kept: str) -> Said | str:
    """Return the ground in words, with its paragraph where the rule set names it; what was written in words as it was."""
    code, more = ground_parts(committee, kept)
    named = next((ground for ground in grounds(committee) if ground.id == code), None)
    if named is None:
        return kept
    words = say("{name} ({paragraph})", name=named.name, paragraph=named.paragraph)
    return say("{ground}: {more}", ground=words, more=more.rstrip(". ")) if more else words


def with_ground(lead: Said, ground: Value) -> Said:
    """Return the words with the ground after them: a named one goes on in the sentence, one in somebody's words has its own."""
    if isinstance(ground, Said):
        return say("{lead} – {ground}", lead=lead, ground=ground)
    return say("{lead}. {ground}", lead=lead, ground=ground) if ground else lead


def ground_told(committee: Committee, dossier: Dossier, seat: str) -> Value:
    """Return the ground of the seat's interest in words, the body's before its own; a dash where none is stated."""
    return _told(committee, dossier, seat).ground or "–"


def _told(committee: Committee, dossier: Dossier, seat: str) -> InterestTold:
    declared, decided = dossier.interests.get(seat), dossier.standings.get(seat)
    code = decided.ground if decided and decided.ground else declared.ground if declared else ""
    return InterestTold(
        seat=seat,
        standing=standing(dossier, seat),
        declared=declared.interest if declared else None,
        code=code,
        ground=ground_words(committee, code),
        decided=decided,
    )
