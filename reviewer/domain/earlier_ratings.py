"""Ratings that were given on an earlier revision of their application: they stay and count, marked, with what has changed since.

Which revision a rating was given on stands in the rating itself: another laptop may not have had the newest one yet, so no clock and no
order of arrival could tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reviewer.domain.application import Application, Difference, differences
from reviewer.domain.case import Dossier
from reviewer.domain.events import ApplicationReceived, Rated
from reviewer.domain.rounds import waiting
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.slotted import dataclass

FIELDS: Mapping[str, Said] = {
    "id": say("number"),
    "title": say("title"),
    "applicant": say("applicant"),
    "partners": say("partners"),
    "contact": say("contact"),
    "summary": say("summary"),
    "amount_applied": say("amount applied for"),
    "project_cost": say("project cost"),
    "phase": say("phase"),
    "starts": say("start"),
    "ends": say("end"),
    "gains_plan": say("benefits realisation plan"),
    "reuse": say("reuse"),
    "claimed": say("stated figures"),
    "flows": say("cash flow"),
    "effects": say("non-monetised effects"),
    "attachments": say("attachments"),
    "extra": say("the committee's own fields"),
    "call": say("round"),
    "received": say("received on"),
}
"""What each field of an application is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A rating, and what differs in the application since; nothing where the revision that it was given on was taken back."""

    rated: Rated
    changes: tuple[Difference, ...]


def earlier_ratings(dossier: Dossier) -> Mapping[tuple[str, str], Earlier]:
    """Return the ratings that were not given on the application as it is now, by seat and criterion.

    One that does not say what it was given on, because an older program wrote it, is not among them.
    """
    if not any(rated.revision and rated.revision != dossier.revisions[-1].id for rated in dossier.ratings.values()):
        return {}
    contents = {event.id: event.body.content for event in dossier.revisions if isinstance(event.body, ApplicationReceived)}
    return {key: one for key, rated in dossier.ratings.items() if (one := _earlier(rated, contents, dossier.application)) is not None}


def _earlier(rated: Rated, contents: Mapping[str, Application], now: Application) -> Earlier | None:
    if not rated.revision:
        return None
    then = contents.get(rated.revision)
    changes = differences(then, now) if then is not None else ()
    return None if then is not None and not changes else Earlier(rated=rated, changes=changes)


def earlier_of(dossier: Dossier, seat: str) -> tuple[Earlier, ...]:
    """Return those of one seat."""
    return tuple(one for (rater, _), one in earlier_ratings(dossier).items() if rater == seat)


def to_confirm(dossiers: Iterable[Dossier], seat: str) -> tuple[Rated, ...]:
    """Return what the seat gave before the rules were changed, and then what it gave before its application was revised, by dossier."""
    return tuple(rated for dossier in dossiers for rated in (*waiting([dossier], seat), *(one.rated for one in earlier_of(dossier, seat))))


def changed_words(found: Mapping[tuple[str, str], Earlier] | tuple[Earlier, ...]) -> Said:
    """Return what has changed since these ratings were given: the fields, each once."""
    ratings = found if isinstance(found, tuple) else tuple(found.values())
    names = tuple(dict.fromkeys(_names(ratings)))
    if not names:
        return say("The revision they were given on was taken back.")
    return say("Changed since then: {what}.", what=Listed(names))


def _names(ratings: tuple[Earlier, ...]) -> Iterator[Said]:
    for one in ratings:
        yield from (FIELDS[difference.field] for difference in one.changes)


def raters(found: Mapping[tuple[str, str], Earlier]) -> tuple[str, ...]:
    """Return the seats that gave them, in the order of the ratings."""
    return tuple(dict.fromkeys(seat for seat, _ in found))
