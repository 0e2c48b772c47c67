"""Feeds: what one key of one seat has signed about one matter, each a chain of its own.

Events about different matters are never in the same chain, so whoever may not see one matter lacks whole feeds: no number, hash or
gap in those that remain tells that there was anything else. A feed is named by its matter: `case`, `application/ID`, `rating/ID`
(ratings and what concerns them), `exclusion/SEAT/ID`, `aside/KEY`, `closing/SEAT/FEED`, `countersigned/SEAT/FEED`,
`locked/SEAT/FEED`, `settled/SEAT/FEED`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reviewer.domain.enrolment import CASE_FEED, FeedCountersigned, HandedIn, SeatKeyClosed
from reviewer.domain.events import Happening, Rated, RowSetAside, RowSettled, Undone
from reviewer.domain.interventions import RatingExcluded
from reviewer.domain.meeting.acts import FeedLocked
from reviewer.domain.settlement import ConflictSettled


def feed_of(body: Happening) -> str:
    """Return the name of the feed that an event belongs to."""
    match body:
        case Rated() | HandedIn():
            return f"rating/{body.application}"
        case RatingExcluded():
            return f"exclusion/{body.rater}/{body.application}"
        case RowSetAside() | RowSettled():
            return f"aside/{body.key}"
        case SeatKeyClosed() if body.of != CASE_FEED:
            return f"closing/{body.holder}/{body.of}"
        case FeedCountersigned() if body.of != CASE_FEED:
            return f"countersigned/{body.holder}/{body.of}"
        case FeedLocked() if body.of != CASE_FEED:
            return f"locked/{body.holder}/{body.of}"
        case ConflictSettled():
            return f"settled/{body.holder}/{body.of}"
        case Undone():
            return body.of or CASE_FEED
        case _:
            application = getattr(body, "application", "")
            return f"application/{application}" if application else CASE_FEED


def application_of(feed: str) -> str:
    """Return the id of the application that a feed is about, or empty."""
    matter, _, rest = feed.partition("/")
    match matter:
        case "application" | "rating":
            return rest
        case "exclusion":
            return rest.partition("/")[2]
        case "closing" | "countersigned" | "locked" | "settled":
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
        matter, _, rest = feed.partition("/")
        match matter:
            case "application":
                return rest not in self.hidden
            case "rating":
                return rest not in self.hidden and (author == self.seat or rest in self.open_ratings)
            case "exclusion":
                rater, _, application = rest.partition("/")
                return application not in self.hidden and (self.seat in {author, rater} or application in self.open_ratings)
            case "aside":
                return rest not in self.hidden_rows
            case "closing" | "countersigned" | "locked" | "settled":
                holder, _, of = rest.partition("/")
                return self.sees(holder, of)
            case _:
                return feed == CASE_FEED
