"""The illustrative DigiFin round as a case: every figure in it is illustrative, and it says so wherever it shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import tomli

from reviewer.casefile.file import CaseFile, open_case
from reviewer.domain.events import (
    Dissented,
    Happening,
    Interest,
    InterestDeclared,
    Outcome,
    Recommended,
    Stage,
    StageSet,
)
from reviewer.domain.seats import secretariat
from reviewer.intake.ratings import read_ratings
from reviewer.language.speech import Speech
from reviewer.opening import NewCase, create_case
from reviewer.shipped import shipped

_ROUND = timedelta(hours=1)
"""How long before now the illustrative round began: each act in it has a minute of its own."""


def demo_case(path: Path, at: datetime) -> None:
    """Make the illustrative case at a free place. Raises `CaseFileError` where the place is taken or cannot be written."""
    folder = shipped("fixtures")
    with (folder / "digifin-illustrativ-innstilling.toml").open("rb") as file:
        script: dict[str, Any] = tomli.load(file)
    new = NewCase(
        committee="kommit-radet",
        batches=(folder / "digifin-illustrativ.toml",),
        municipalities=folder / "kommuner-2018-illustrativ-medlemskap.csv",
        budget=script["budget"],
        title=script["title"],
        illustrative=True,
    )
    answer = create_case(path, new, at - _ROUND, Speech())
    if not answer.written:
        raise ValueError(f"the illustrative batch does not load: {answer.problems}")
    case = open_case(path)
    try:
        for minute, (seat, bodies) in enumerate(_acts(case, folder, script), start=1):
            case.append(seat, bodies, at - _ROUND + timedelta(minutes=minute))
    finally:
        case.close()


def _acts(case: CaseFile, folder: Path, script: dict[str, Any]) -> Iterator[tuple[str, list[Happening]]]:
    """Yield who did what, in the order of a round: declarations, ratings, opening, recommendations."""
    committee = case.case(only=()).committee
    office = secretariat(committee.seats)
    for declared in script["interests"]:
        yield declared["seat"], [_interest(declared)]
    ids = case.application_ids()
    for seat in committee.rating_seats():
        ratings, problems = read_ratings(folder / "digifin-illustrativ-vurderinger" / f"{seat.id}.csv", committee, seat.id, ids, Speech())
        if problems:
            raise ValueError(f"the illustrative ratings of {seat.id} do not load: {problems}")
        yield seat.id, list(ratings)
    if script["opened"]:
        yield office, [StageSet(stage=Stage.OPENED)]
    for recommendation in script["recommendations"]:
        yield office, _recommendation(recommendation)


def _interest(declared: dict[str, Any]) -> InterestDeclared:
    return InterestDeclared(
        application=declared["application"],
        declarer=declared["seat"],
        interest=Interest(declared["standing"]),
        ground=declared.get("ground", ""),
    )


def _recommendation(raw: dict[str, Any]) -> list[Happening]:
    key = raw["application"]
    recommended = Recommended(
        application=key,
        fields=tuple(name for name in ("outcome", "amount", "conditions", "reasons", "departure") if name in raw),
        outcome=Outcome(raw["outcome"]),
        amount=raw.get("amount"),
        conditions=tuple(raw.get("conditions", ())),
        reasons=raw.get("reasons", "").strip(),
        departure=raw.get("departure", "").strip(),
    )
    dissents = [Dissented(application=key, dissenter=one["seat"], text=one["text"].strip()) for one in raw.get("dissents", ())]
    return [recommended, *dissents]
