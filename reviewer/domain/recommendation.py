"""What the council recommends, beside what the computed order would give."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from reviewer.domain.events import Outcome, Recommended
from reviewer.domain.funding import Allocation, Award
from reviewer.domain.said import Kroner, Said, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """The council's own recommendation; `departure` is its reason for departing from the computed order."""

    outcome: Outcome | None = None
    amount: int | None = None
    conditions: tuple[str, ...] = ()
    reasons: str = ""
    departure: str = ""

    @property
    def granted(self) -> int:
        """The kroner recommended; 0 unless the outcome gives money."""
        return (self.amount or 0) if self.outcome in GRANTING else 0


GRANTING = frozenset({Outcome.RECOMMENDED, Outcome.CONDITIONS})


@dataclass(frozen=True, slots=True)
class BeforeMoves:
    """What the computed order gives an application, where the council has moved some by hand and another order counts."""

    award: Award | None

    def said(self, award: Award | None) -> Said | None:
        """Return what the computed order gives, or None where it is the same as this."""
        before, now = self.award.amount if self.award else 0, award.amount if award else 0
        if before == now:
            return None
        return say("The computed order gives {computed}.", computed=Kroner(before)) if before else say("The computed order gives nothing.")


def departure(recommendation: Recommendation, award: Award | None, before: BeforeMoves | None = None) -> Said | None:
    """Return how the recommendation departs from what the order gives, or None where it does not.

    The order is the one that counts: the computed one, or, where `before` is given, the one after the council's moves.
    """
    if recommendation.outcome is None or recommendation.granted == (award.amount if award else 0):
        return None
    if before is None:
        return _from_computed(recommendation.granted, award.amount if award else 0)
    words, computed = _from_councils(recommendation.granted, award.amount if award else 0), before.said(award)
    return words if computed is None else say("{first} {second}", first=words, second=computed)


def _from_councils(granted: int, given: int) -> Said:
    if not given:
        return say("The council recommends {granted}; its own order gives nothing.", granted=Kroner(granted))
    if not granted:
        return say("The council's own order gives {given}; the council recommends nothing.", given=Kroner(given))
    return say("The council recommends {granted}; its own order gives {given}.", granted=Kroner(granted), given=Kroner(given))


def _from_computed(granted: int, computed: int) -> Said:
    if not computed:
        return say("The council recommends {granted}; the computed order gives nothing.", granted=Kroner(granted))
    if not granted:
        return say("The computed order gives {computed}; the council recommends nothing.", computed=Kroner(computed))
    return say("The council recommends {granted}; the computed order gives {computed}.", granted=Kroner(granted), computed=Kroner(computed))


def above_the_line(awards: Iterable[Award], settled: Collection[str]) -> tuple[Recommended, ...]:
    """Return the recommendation of these that get money by the computed order, less those that the council has `settled` already.

    Written together they are one act, and one undo takes all of them back.
    """
    return adopted({award.id: award.amount for award in awards}, settled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """What a least mean of the ratings does: who gets money and reaches it, who gets money below it, who reaches it and gets none."""

    reaching: tuple[Award, ...]
    below: tuple[str, ...]
    without_money: tuple[str, ...]


def threshold(allocation: Allocation, means: Mapping[str, Fraction | None], least: Fraction) -> Threshold:
    """Return what a least mean does; the mean itself reaches it. Who has no mean, because ratings are missing, does not reach it."""
    awards = allocation.awards
    reached = {key for key, mean in means.items() if mean is not None and mean >= least}
    given = {award.id for award in awards}
    return Threshold(
        reaching=tuple(award for award in awards if award.id in reached),
        below=tuple(award.id for award in awards if award.id not in reached),
        without_money=tuple(key for key in means if key in reached - given),
    )


def adopted(grants: Mapping[str, int], settled: Collection[str] = ()) -> tuple[Recommended, ...]:
    """Return the recommendation of these grants in kroner, whichever way they were found, less those that are `settled` already."""
    return tuple(
        Recommended(application=key, fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=amount)
        for key, amount in grants.items()
        if key not in settled
    )
