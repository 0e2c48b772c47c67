"""What the council and the secretariat do to what is computed, each with its reason: events of `reviewer.domain.events`."""

from __future__ import annotations

from enum import StrEnum

from reviewer.domain.committee import Committee
from reviewer.domain.economics.whatif import thing
from reviewer.domain.slotted import dataclass

Register = tuple[str, ...]


class RatingStanding(StrEnum):
    """Whether a seat's rating counts."""

    EXCLUDED = "excluded"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingExcluded:
    """A seat's rating of an application does not count, or counts again; an empty `criterion` means all of them."""

    application: str
    rater: str
    reason: str
    criterion: str = ""
    standing: RatingStanding = RatingStanding.EXCLUDED

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("exclusion", self.application, self.rater, self.criterion),)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMoved:
    """The council puts an application on place `to`, whatever the computed order says; None leaves it to that order again."""

    application: str
    to: int | None
    reason: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("place", self.application),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawAnnounced:
    """The seed by which lots will be drawn between equals is told before they are drawn."""

    seed: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("draw",),)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantDeclined:
    """The applicant takes no grant; the next in line gets the money."""

    application: str
    reason: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("declined", self.application),)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeChanged:
    """The committee's rules were changed while the case runs; `committee_hash` is SHA-256 of the new file's bytes."""

    committee: Committee
    committee_hash: str
    reason: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("edition",),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionsSet:
    """The council assumes otherwise than the application and its own method, from now on in all that is computed of the application.

    `given` are names and values as `reviewer.domain.economics.whatif` reads them; an empty value takes the council's assumption back.
    """

    application: str
    given: tuple[tuple[str, str], ...]
    reason: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return tuple(dict.fromkeys(assumption_register(self.application, name) for name, _ in self.given))


def assumption_register(application: str, name: str) -> Register:
    """Return the register of one of the council's assumptions."""
    return ("assumption", application, thing(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectGraded:
    """The council's own grade of a non-priced effect, `----` to `++++`, in place of the applicant's; an empty one takes it back."""

    application: str
    effect: str
    grade: str
    reason: str

    @property
    def registers(self) -> tuple[Register, ...]:
        return (("effect", self.application, self.effect),)
