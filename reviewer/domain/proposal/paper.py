"""The paper as a value: its title, what stands in its way, its blocks, and the statement that machines read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from reviewer.domain.blocks import Block
from reviewer.domain.committee import Committee, SeatRole
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass

_NAME = say("recommendation")


class Kind(StrEnum):
    """What a paper is: the council's recommendation, or something that is written of the same case."""

    PROPOSAL = "proposal"
    RANKING = "ranking"
    CASE_PAPER = "case-paper"
    READING_PACK = "reading-pack"
    LETTER = "letter"
    DOSSIER = "dossier"
    AGENDA = "agenda"
    MINUTES = "minutes"


class Audience(StrEnum):
    """Whom a paper is for: the public gets what is withheld from it left out, and marked."""

    COUNCIL = "council"
    PUBLIC = "public"


def made_for(committee: Committee, seat: str, audience: Audience) -> Said | str:
    """Return for whom something is written out: every paper and table says so, so that what is left out of it is no surprise."""
    if audience is Audience.PUBLIC:
        return say("the public")
    holder = committee.seat(seat)
    if holder is None or holder.role is SeatRole.SECRETARIAT:
        return say("the secretariat, with the whole case")
    return holder.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a reader checks the paper with, and the meeting as far as it is known; hashes are SHA-256 in hex.

    `seen_by` is the seat whose view of the case the paper shows; empty for the whole case.
    """

    case_hash: str
    events: int
    program: str
    committee_hash: str
    produced: date
    call: str
    seen_by: str = ""
    meeting_date: date | None = None
    present: tuple[str, ...] = ()


class Composed:
    """The blocks of a paper, composed when they are first read: what machines read is made without them.

    Then what they are made of is let go.
    """

    __slots__ = ("_blocks", "_compose")

    def __init__(self, compose: Callable[[], tuple[Block, ...]]) -> None:
        self._compose: Callable[[], tuple[Block, ...]] | None = compose
        self._blocks: tuple[Block, ...] = ()

    def __call__(self) -> tuple[Block, ...]:
        if self._compose is not None:
            self._blocks, self._compose = self._compose(), None
        return self._blocks

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Composed) and self() == other()

    def __hash__(self) -> int:
        return hash(self())


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The paper; `missing` is what stands between it and a final one, and it is a draft while anything does.

    `stem` is the file's name without suffix, in the paper's language. `data` holds JSON's kinds of values, and sentences (`Said`) for a
    renderer to put into words: kroner are int, ratios float, None is unknown.
    """

    title: Said
    subtitle: Said
    council: str
    illustrative: bool
    draft: bool
    missing: tuple[Said, ...]
    composed: Composed
    data: Mapping[str, object]
    imprint: Imprint
    stem: Said = _NAME
    kind: Kind = Kind.PROPOSAL
    audience: Audience = Audience.COUNCIL

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What the paper says, as every format sets it."""
        return self.composed()

    @property
    def marks(self) -> tuple[Said, ...]:
        """What every page says of itself."""
        draft = (say("DRAFT"),) if self.draft else ()
        public = (say("Public version"),) if self.audience is Audience.PUBLIC else ()
        illustrative = (say("Every figure is illustrative"),) if self.illustrative else ()
        return (*draft, *public, *illustrative)
