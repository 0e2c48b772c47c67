"""What the council wishes of the set that gets money, one kind a type; each becomes rows of whole numbers in `rows`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from reviewer.domain.said import Kroner, Listed, Said, Share, say
from reviewer.domain.slotted import dataclass

APPLICANT = say("applicant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Must:
    """This one gets money."""

    application: str

    def said(self) -> Said:
        """Return the wish in words."""
        return say("{id} gets money", id=self.application)


@dataclass(frozen=True, slots=True, kw_only=True)
class Never:
    """This one gets none."""

    application: str

    def said(self) -> Said:
        """Return the wish in words."""
        return say("{id} gets no money", id=self.application)


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """At most one of these gets money."""

    applications: tuple[str, ...]

    def said(self) -> Said:
        """Return the wish in words."""
        return say("at most one of {ids} gets money", ids=Listed(self.applications))


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """All of these get money, or none of them."""

    applications: tuple[str, ...]

    def said(self) -> Said:
        """Return the wish in words."""
        return say("{ids} get money together or not at all", ids=Listed(self.applications))


@dataclass(frozen=True, slots=True, kw_only=True)
class Requires:
    """The first gets money only where the second does."""

    application: str
    needed: str

    def said(self) -> Said:
        """Return the wish in words."""
        return say("{id} gets money only if {needed} does", id=self.application, needed=self.needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMostEach:
    """At most so many of those that share a name get money; `names` gives the names of each application, `of` says what is shared.

    One that has several names counts under each of them.
    """

    most: int
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of: Said = APPLICANT

    def said(self) -> Said:
        """Return the wish in words."""
        return say("at most {number} for each {of}", number=self.most, of=self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOf:
    """Those in `members` (a theme, a region, the small municipalities) get from `least` to `most` of the budget (shares 0-1)."""

    name: Said | str
    members: frozenset[str]
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(1)

    def said(self) -> Said:
        """Return the wish in words."""
        return say("{name} gets {least} to {most} of the budget", name=self.name, least=Share(self.least), most=Share(self.most))


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """A source with its own limit in kroner, or one year's budget; `shares` (0-1) is how much of each grant falls on it."""

    name: Said | str
    amount: int
    shares: Mapping[str, Fraction] = field(default_factory=dict)

    def said(self) -> Said:
        """Return the wish in words."""
        return say("{name} pays at most {amount}", name=self.name, amount=Kroner(self.amount))


Wish = Must | Never | Either | Together | Requires | AtMostEach | ShareOf | Purse
