"""Order and money, in this process: score and rank a large round, one changed rating in a middling one, the best set of a thousand."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from reviewer.domain.application import Application, Organisation, OrganisationKind
from reviewer.domain.assessment import Assessment, assess, reassess
from reviewer.domain.basis import Basis
from reviewer.domain.case import Case, Dossier
from reviewer.domain.committee import Committee, Criterion, Fund, Method, Procedure, Ranking, RateStep, Seat, SeatRole, Step
from reviewer.domain.events import ApplicationReceived, CaseOpened, Event, Rated, RatingState, Stage
from reviewer.domain.portfolio import Item, PartialGrants, Problem
from reviewer.domain.portfolio.optimum import solved
from reviewer.domain.portfolio.wishes import AtMostEach, Either, Must, Never, Purse, Requires, ShareOf, Together
from reviewer.domain.ranking import Candidate, rank
from reviewer.domain.rating import Score, score
from reviewer.tui.rows.ranked import ranked_rows
from tests.benchmarks.measures import Measured

BASIS = Basis(source="measured")
_MOMENT = datetime(2018, 1, 15, tzinfo=UTC)
Ratings = dict[tuple[str, str], Rated]


@dataclass(frozen=True)
class Limits:
    """Seconds: score and rank, one changed rating, the best set."""

    ranked: float
    changed: float
    best: float


def ordering(rounds: int, limits: Limits) -> list[Measured]:
    """Return what the three cost, in seconds."""
    large = _committee(40)
    ratings = _ratings(large, 10_000)
    before = _assessed(2_000, 12)
    thousand = _problem(1_000)
    parted = replace(thousand, partial=PartialGrants(floor=Fraction(1, 2)))

    def ranked() -> None:
        scores = {key: score(large, given) for key, given in ratings.items()}
        rank(large.ranking, [_candidate(key, one) for key, one in scores.items()])

    def changed() -> None:
        after = reassess(before, before.case, {"00001"})
        ranked_rows(after, after.allocation)

    return [
        Measured(name="score and rank 10000 × 40 × 6", unit="s", values=_timed(ranked, rounds), limit=limits.ranked),
        Measured(
            name="one rating to new places and their rows, 2000 × 12",
            unit="s",
            values=_timed(changed, rounds),
            limit=limits.changed,
        ),
        Measured(name="best set of 1000, ten wishes", unit="s", values=_timed(lambda: solved(thousand), rounds), limit=limits.best),
        Measured(name="the same with partial grants", unit="s", values=_timed(lambda: solved(parted), rounds), limit=limits.best),
    ]


def _timed(run: Callable[[], object], rounds: int) -> tuple[float, ...]:
    values = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        values.append(time.perf_counter() - began)
    return tuple(values)


def _committee(members: int) -> Committee:
    scale = tuple(Step(value=value, anchor="") for value in range(1, 7))
    return Committee(
        id="k",
        name="k",
        recipient="k",
        scheme="k",
        seats=tuple(Seat(id=f"s{at:02}", name="s", role=SeatRole.MEMBER) for at in range(members)),
        criteria=tuple(Criterion(id=f"c{at}", name="c", weight=Decimal(at + 1), scale=scale) for at in range(6)),
        criteria_basis=BASIS,
        rules=(),
        method=Method(name="m", rates=(RateStep(from_year=0, rate=Decimal("0.04")),), basis=BASIS),
        ranking=Ranking(basis=BASIS),
        fund=Fund(name="f", basis=BASIS),
        procedure=Procedure(basis=BASIS),
    )


def _ratings(committee: Committee, count: int) -> dict[str, Ratings]:
    chance = random.Random(2018)  # noqa: S311 - material to measure on, not a secret
    return {
        f"{number:05}": {
            (seat.id, criterion.id): Rated(
                application=f"{number:05}", criterion=criterion.id, state=RatingState.SCORED, score=chance.randint(1, 6), seat=seat.id
            )
            for seat in committee.seats
            for criterion in committee.criteria
        }
        for number in range(count)
    }


def _candidate(key: str, given: Score) -> Candidate:
    return Candidate(id=key, eligible=True, score=given.value, median=given.median, ratings=given.raters, members=given.members)


def _assessed(count: int, members: int) -> Assessment:
    committee = _committee(members)
    dossiers = {key: _dossier(key, given) for key, given in _ratings(committee, count).items()}
    opened = CaseOpened(committee=committee, committee_hash="", program="")
    case = Case(opened=opened, budget=count * 10**6, stage=Stage.OPENED, register=None, municipalities=None, dossiers=dossiers)
    return assess(case)


def _dossier(key: str, ratings: Ratings) -> Dossier:
    applicant = Organisation(name=key, kind=OrganisationKind.MUNICIPALITY)
    content = Application(id=key, title=key, applicant=applicant, amount_applied=(int(key) % 9 + 1) * 10**6)
    body = ApplicationReceived(application=key, content=content, source="")
    event = Event(id=key, seat="s00", number=int(key) + 1, at=_MOMENT, kind="application_received", body=body)
    return Dossier(id=key, revisions=(event,), ratings=ratings, history=(event,))


def _problem(count: int) -> Problem:
    chance = random.Random(2018)  # noqa: S311
    items = tuple(
        Item(id=f"{at:04}", value=Fraction(chance.randint(100, 500), 63), amount=chance.randint(500_000, 15_000_000), rank=at + 1)
        for at in range(count)
    )
    ids = [item.id for item in items]
    budget = sum(item.amount for item in items) // 3
    themes = [ShareOf(name=str(at), members=frozenset(ids[at::8]), least=Fraction(1, 20), most=Fraction(1, 4)) for at in range(3)]
    wishes = (
        *themes,
        Must(application=ids[-1]),
        Never(application=ids[0]),
        Either(applications=(ids[1], ids[2])),
        Together(applications=(ids[3], ids[4])),
        Requires(application=ids[5], needed=ids[6]),
        AtMostEach(most=2, names={key: (str(at % (count // 4)),) for at, key in enumerate(ids)}),
        Purse(name="state", amount=budget // 2, shares={key: Fraction(1, 2) if at % 2 else Fraction(2, 3) for at, key in enumerate(ids)}),
    )
    return Problem(items=items, budget=budget, wishes=wishes)
