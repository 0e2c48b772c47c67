"""Ratings that the council leaves out: whether there is one to leave out, and what its author is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from reviewer.domain.case import Case, Dossier
from reviewer.domain.interventions import RatingExcluded, RatingStanding
from reviewer.domain.said import Listed, Said, say

Key = tuple[str, str]
"""Seat and criterion; an empty criterion means all of them."""


def covered(keys: Collection[Key], rater: str, criterion: str) -> bool:
    """Whether something among these is of the rater's, for the criterion where one is named."""
    return any(seat == rater and criterion in {"", name} for seat, name in keys)


def nothing_there(seen: Case, body: RatingExcluded) -> Said | None:
    """Return that there is no such rating to leave out, or none left out that could count again; `seen` is what the acting seat sees."""
    dossier = seen.dossiers.get(body.application)
    if dossier is None:
        return None
    if body.standing is RatingStanding.COUNTED:
        there = (body.rater, body.criterion) in dossier.excluded
        return None if there else say("Nothing that {seat} has given {application} is left out this way.", **_whose(seen, body))
    if covered({*dossier.ratings, *dossier.before, *dossier.outdated}, body.rater, body.criterion):
        return None
    if not seen.stage.ratings_open:
        return say("The ratings are not opened. When they are, one can be left out.")
    return say("{seat} has given {application} no such rating: there is nothing to leave out.", **_whose(seen, body))


def _whose(seen: Case, body: RatingExcluded) -> Mapping[str, str]:
    holder = seen.committee.seat(body.rater)
    return {"seat": holder.name if holder else body.rater, "application": body.application}


def ruled_out(dossier: Dossier, rater: str, criterion: str) -> RatingExcluded | None:
    """Return the council's act by which what this seat gives for the criterion does not count, or None."""
    return dossier.excluded.get((rater, "")) or dossier.excluded.get((rater, criterion))


def left_out(dossier: Dossier) -> frozenset[str]:
    """Return the seats that have given something that is left out."""
    if not dossier.excluded:
        return frozenset()
    return frozenset(seat for seat, criterion in dossier.excluded if covered(dossier.ratings, seat, criterion))


def told(dossier: Dossier, rater: str) -> tuple[Said, ...]:
    """Return what the author is to know of what is left out of its ratings, one sentence an act of the council."""
    return tuple(
        say(
            "Your rating of {application} is left out by the council, and counts nowhere: {reason}",
            application=dossier.id,
            reason=act.reason,
        )
        for (seat, _), act in sorted(dossier.excluded.items())
        if seat == rater
    )


def counting_again(case: Case, application: str, seat: str) -> tuple[Said, ...]:
    """Return whose ratings count again when this seat is recused: it was the one that left them out. At most one sentence."""
    dossier = case.dossiers.get(application)
    acts = [event.body for event in dossier.history if event.seat == seat] if dossier else []
    found = {rater: act for (rater, _), act in dossier.excluded.items() if act in acts} if dossier else {}
    if not found:
        return ()
    holders = {one.id: one.name for one in case.committee.seats}
    return (
        say(
            "{seat} had left out what {raters} gave {application}. As long as it is recused, that counts again.",
            seat=holders.get(seat, seat),
            raters=Listed(tuple(sorted(holders.get(rater, rater) for rater in found))),
            application=application,
        ),
    )
