"""Feeds: what one key of one seat has signed about one matter, each a chain of its own.

Events about different matters are never in the same chain, so whoever may not see one matter lacks whole feeds: no number, hash or
gap in those that remain tells that there was anything else. A feed is named by its matter, and by what else `Matter` says.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from reviewer.domain.enrolment import CASE_FEED, FeedCountersigned, HandedIn, SeatKeyClosed
from reviewer.domain.events import Happening, Rated, RowSetAside, RowSettled, Undone
from reviewer.domain.interventions import RatingExcluded
from reviewer.domain.meeting.acts import FeedLocked
from reviewer.domain.settlement import ConflictSettled
from reviewer.domain.slotted import dataclass


class Matter(StrEnum):
    """What a feed is about: the first part of its name. What follows is told with each."""

    CASE = CASE_FEED
    """Nothing: the case itself."""
    APPLICATION = "application"
    """ID."""
    RATING = "rating"
    """ID: ratings and what concerns them."""
    EXCLUSION = "exclusion"
    """SEAT/ID."""
    ASIDE = "aside"
    """KEY."""
    CLOSING = "closing"
    """SEAT/FEED, as with those below."""
    COUNTERSIGNED = "countersigned"
    LOCKED = "locked"
    SETTLED = "settled"

    def named(self, *rest: str) -> str:
        """Return the name of a feed of this matter."""
        return "/".join((self, *rest))


def matter_of(feed: str) -> Matter | None:
    """Return what the feed is about, or None where that is not known here."""
    return _MATTERS.get(feed.partition("/")[0])


_MATTERS = {str(matter): matter for matter in Matter}


def feed_of(body: Happening) -> str:
    """Return the name of the feed that an event belongs to."""
    match body:
        case Rated() | HandedIn():
            return Matter.RATING.named(body.application)
        case RatingExcluded():
            return Matter.EXCLUSION.named(body.rater, body.application)
        case RowSetAside() | RowSettled():
            return Matter.ASIDE.named(body.key)
        case SeatKeyClosed() if body.of != CASE_FEED:
            return Matter.CLOSING.named(body.holder, body.of)
        case FeedCountersigned() if body.of != CASE_FEED:
            return Matter.COUNTERSIGNED.named(body.holder, body.of)
        case FeedLocked() if body.of != CASE_FEED:
            return Matter.LOCKED.named(body.holder, body.of)
        case ConflictSettled():
            return Matter.SETTLED.named(body.holder, body.of)
        case Undone():
            return body.of or CASE_FEED
        case _:
            application = getattr(body, "application", "")
            return Matter.APPLICATION.named(application) if application else CASE_FEED


def application_of(feed: str) -> str:
    """Return the id of the application that a feed is about, or empty."""
    rest = feed.partition("/")[2]
    match matter_of(feed):
        case Matter.APPLICATION | Matter.RATING:
            return rest
        case Matter.EXCLUSION:
            return rest.partition("/")[2]
        case Matter.CLOSING | Matter.COUNTERSIGNED | Matter.LOCKED | Matter.SETTLED:
            return application_of(rest.partition("/")[2])
        case _:
            return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a seat may see: the applications and rows kept from it, and the applications whose ratings by others are open to it.

    Who `oversees` knows who has handed in, whether or not the ratings are open.
    """

    seat: str
    hidden: Collection[str]
    hidden_rows: Collection[str]
    open_ratings: Collection[str]
    oversees: bool = False

    def sees(self, author: str, feed: str) -> bool:
        """Whether the seat may see a feed that `author` has written."""
        rest = feed.partition("/")[2]
        match matter_of(feed):
            case Matter.APPLICATION:
                return rest not in self.hidden
            case Matter.RATING:
                return rest not in self.hidden and (author == self.seat or rest in self.open_ratings)
            case Matter.EXCLUSION:
                rater, _, application = rest.partition("/")
                return application not in self.hidden and (self.seat in {author, rater} or application in self.open_ratings)
            case Matter.ASIDE:
                return rest not in self.hidden_rows
            case Matter.CLOSING | Matter.COUNTERSIGNED | Matter.LOCKED | Matter.SETTLED:
                holder, _, of = rest.partition("/")
                return self.sees(holder, of)
            case _:
                return feed == CASE_FEED
