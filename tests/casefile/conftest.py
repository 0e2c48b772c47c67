"""A small case made by hand: one committee of three seats, two criteria, three applications."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from reviewer.casefile.file import CaseFile, create
from reviewer.domain.application import Application, Organisation, OrganisationKind
from reviewer.domain.committee import (
    AmountApplied,
    ApplicantIs,
    Basis,
    Committee,
    Criterion,
    Fund,
    Method,
    Procedure,
    Ranking,
    RateStep,
    Rule,
    Seat,
    SeatRole,
    Step,
)
from reviewer.domain.events import ApplicationReceived, CaseOpened

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BASIS = Basis(source="test")
SCALE = tuple(Step(value=value, anchor=f"step {value}") for value in range(1, 6))


def small_committee() -> Committee:
    return Committee(
        id="test",
        name="Test council",
        recipient="KS",
        scheme="Test",
        seats=(
            Seat(id="oslo", name="Oslo (leder)", role=SeatRole.CHAIR, number="0301"),
            Seat(id="bergen", name="Bergen", role=SeatRole.MEMBER, number="1201"),
            Seat(id="sekretariat", name="Sekretariatet", role=SeatRole.SECRETARIAT),
        ),
        criteria=(
            Criterion(id="reuse", name="Gjenbruk", weight=Decimal(2), scale=SCALE),
            Criterion(id="benefit", name="Nytte", weight=Decimal(1), scale=SCALE),
        ),
        criteria_basis=BASIS,
        rules=(
            Rule(id="kind", name="Søker", test=ApplicantIs(one_of=(OrganisationKind.MUNICIPALITY,)), basis=BASIS),
            Rule(id="cap", name="Beløp", test=AmountApplied(at_most=5_000_000), basis=BASIS),
        ),
        method=Method(name="r-109", rates=(RateStep(from_year=0, rate=Decimal("0.04")),), basis=BASIS),
        ranking=Ranking(basis=BASIS),
        fund=Fund(name="Test", basis=BASIS),
        procedure=Procedure(basis=BASIS),
    )


def application(key: str, title: str = "Tittel", amount: int | None = 1_000_000, **more: object) -> Application:
    applicant = Organisation(name="Bergen kommune", kind=OrganisationKind.MUNICIPALITY, number="1201")
    return Application(id=key, title=title, applicant=applicant, amount_applied=amount, **more)  # type: ignore[arg-type]


def received(*applications: Application) -> list[ApplicationReceived]:
    return [ApplicationReceived(application=one.id, content=one, source="batch.toml") for one in applications]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "round.sak"


@pytest.fixture
def case(path: Path) -> CaseFile:
    opened = CaseOpened(committee=small_committee(), committee_hash="0" * 64, program="test", title="2026-1")
    file = create(path, opened, "sekretariat", NOON)
    file.append("sekretariat", received(*(application(f"2026-{number}") for number in (1, 2, 10))), NOON)
    return file
