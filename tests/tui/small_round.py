"""A small illustrative round for the screens' tests: three applications, two members, a chair, a secretariat and an observer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from reviewer.casefile.file import create, open_case
from reviewer.domain.application import (
    Application,
    Claim,
    Effect,
    Flow,
    GainsPlan,
    Level,
    Organisation,
    OrganisationKind,
    Phase,
    Role,
    Side,
    TakeUp,
)
from reviewer.domain.case import Case
from reviewer.domain.committee import (
    ApplicantIs,
    Basis,
    Committee,
    Criterion,
    ExtraField,
    FieldFilled,
    Fund,
    Method,
    NpvAbove,
    Procedure,
    ProjectCost,
    Ranking,
    RateStep,
    Rule,
    Seat,
    SeatRole,
    Status,
    Step,
)
from reviewer.domain.events import ApplicationReceived, BudgetSet, CaseOpened, Event, Happening, Rated, RatingState, Stage, StageSet

NOW = datetime(2018, 2, 1, 12, 30, tzinfo=UTC)
PROPOSED = Basis(source="Forslag til kriterier", date=date(2018, 1, 3), status=Status.PROPOSED)
ADOPTED = Basis(source="KS, vilkår for ordningen", date=date(2017, 11, 1))
HOSTILE = "[b]Fet[/b] [/lukk] [@click=app.quit]x[/] =cmd|' /C calc'!A0 \u202egnorw\u202c e\u0301 👩‍👩‍👧 \x00\x1b[31m " + "lang" * 100

SEATS = (
    Seat(id="leder", name="Oslo kommune (leder)", role=SeatRole.CHAIR),
    Seat(id="bergen", name="Bergen kommune", role=SeatRole.MEMBER),
    Seat(id="lom", name="Lom kommune", role=SeatRole.MEMBER),
    Seat(id="sekretariat", name="Sekretariatet", role=SeatRole.SECRETARIAT),
    Seat(id="observator", name="Digitaliseringsutvalget", role=SeatRole.OBSERVER),
)


def _scale(*anchors: str) -> tuple[Step, ...]:
    return tuple(Step(value=value, anchor=anchor) for value, anchor in enumerate(anchors, start=1))


COMMITTEE = Committee(
    id="prove",
    name="Prøverådet",
    recipient="KS",
    scheme="Prøveordningen",
    seats=SEATS,
    criteria=(
        Criterion(
            id="gjenbruk",
            name="Nasjonal gjenbruk",
            weight=Decimal(60),
            question="Kan mange kommuner bruke løsningen?",
            scale=_scale(
                "Bare søkeren kan bruke den.", "Noen få kan bruke den.", "Mange kan bruke den.", "De fleste kan.", "Alle kan, og mange vil."
            ),
        ),
        Criterion(
            id="nytte",
            name="Nytte",
            weight=Decimal(40),
            question="Er nytten stor?",
            scale=_scale("Liten.", "Noe.", "Middels.", "Stor.", "Svært stor."),
        ),
    ),
    criteria_basis=PROPOSED,
    rules=(
        Rule(
            id="soker",
            name="Søkeren kan søke",
            test=ApplicantIs(one_of=(OrganisationKind.MUNICIPALITY, OrganisationKind.KS)),
            basis=ADOPTED,
        ),
        Rule(id="kostnad", name="Prosjektkostnaden er innenfor", test=ProjectCost(at_least=1_000_000, at_most=20_000_000), basis=ADOPTED),
        Rule(id="nnv", name="Prosjektet er lønnsomt", test=NpvAbove(amount=0), basis=PROPOSED),
        Rule(id="plan", name="Forankring er beskrevet", test=FieldFilled(field="forankring"), basis=PROPOSED),
    ),
    method=Method(name="R-109/14", rates=(RateStep(from_year=0, rate=Decimal("0.04")),), basis=ADOPTED, tax_rate=Decimal("0.2")),
    ranking=Ranking(basis=PROPOSED),
    fund=Fund(name="Fondet", basis=ADOPTED, frame=9_000_000),
    procedure=Procedure(basis=ADOPTED),
    fields=(ExtraField(id="forankring", name="Forankring i ledelsen"),),
)

FIRST = Application(
    id="A-1",
    title="Digital dialog",
    applicant=Organisation(name="Bergen kommune", kind=OrganisationKind.MUNICIPALITY, number="1201"),
    partners=(Organisation(name="KS", kind=OrganisationKind.KS),),
    contact="ola@example.org",
    summary="Innbyggerne kan skrive til kommunen og få svar samme sted.",
    amount_applied=5_000_000,
    project_cost=10_000_000,
    phase=Phase.PLANNING,
    starts=date(2018, 3, 1),
    ends=date(2019, 12, 31),
    gains_plan=GainsPlan.DRAFT,
    reuse=TakeUp(municipalities=("0301", "1201"), intended=60, statement="To kommuner er med fra start."),
    claimed=Claim(npv=20_000_000, npv_per_invested_krone=Decimal("2.5"), years=5),
    flows=(
        Flow(line="Utvikling", side=Side.COST, role=Role.INVESTMENT, amounts={2018: 6_000_000, 2019: 2_000_000}),
        Flow(line="Spart tid", side=Side.BENEFIT, amounts={2020: 9_000_000, 2021: 9_000_000, 2022: 9_000_000}),
    ),
    effects=(Effect(name="Tryggere hverdag", meaning=Level.HIGH, extent=Level.MEDIUM, grade="+++", reason="Svarene er samlet."),),
    attachments=("gevinstplan.pdf",),
    extra={"forankring": "Kommunestyret vedtok det i desember."},
    call="2018-1",
)
SECOND = Application(
    id="A-2",
    title="Felles arkiv",
    applicant=Organisation(name="Lom kommune", kind=OrganisationKind.MUNICIPALITY, number="0514"),
    summary="Et arkiv som flere kommuner bruker sammen.",
    amount_applied=6_000_000,
    project_cost=30_000_000,
    call="2018-1",
)
HOSTILE_ONE = Application(
    id="A-3",
    title=HOSTILE,
    applicant=Organisation(name=HOSTILE, kind=OrganisationKind.KS),
    partners=(Organisation(name=HOSTILE),),
    contact=HOSTILE,
    summary=HOSTILE,
    amount_applied=-5,
    project_cost=10**15,
    reuse=TakeUp(municipalities=(HOSTILE,), statement=HOSTILE),
    flows=(Flow(line=HOSTILE, side=Side.COST, amounts={2018: 10**15, 2019: -1}),),
    effects=(Effect(name=HOSTILE, grade=HOSTILE, reason=HOSTILE),),
    attachments=(HOSTILE,),
    extra={HOSTILE: HOSTILE},
    call=HOSTILE,
)


def received(application: Application) -> ApplicationReceived:
    return ApplicationReceived(application=application.id, content=application, source="runde.xlsx")


def rated(seat: str, application: str, *scores: int) -> list[Rated]:
    criteria = [criterion.id for criterion in COMMITTEE.criteria]
    return [
        Rated(application=application, criterion=criterion, state=RatingState.SCORED, score=score, seat=seat)
        for criterion, score in zip(criteria, scores, strict=True)
    ]


def small_case(folder: Path, acts: Sequence[tuple[str, Sequence[Happening]]] = ()) -> Path:
    """Write the case with these acts after its opening; its file says that it was written at `NOW`."""
    path = folder / "runde.sak"
    opened = CaseOpened(committee=COMMITTEE, committee_hash="0" * 64, program="0", illustrative=True, title="Prøverunden 2018-1")
    file = create(path, opened, "sekretariat", NOW)
    file.append("sekretariat", [received(FIRST), received(SECOND), received(HOSTILE_ONE)], NOW)
    for seat, bodies in acts:
        file.append(seat, bodies, NOW)
    file.close()
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    return path


OPENED: list[tuple[str, Sequence[Happening]]] = [
    ("leder", rated("leder", "A-1", 4, 4)),
    ("bergen", [*rated("bergen", "A-1", 5, 3), *rated("bergen", "A-2", 2, 2)]),
    ("lom", [*rated("lom", "A-1", 4, 5), *rated("lom", "A-2", 3, 1)]),
    ("sekretariat", [StageSet(stage=Stage.OPENED), BudgetSet(amount=9_000_000)]),
]
"""The round with its ratings opened: A-1 has 4,13 points, A-2 2,10, A-3 none."""


def reopened(path: Path) -> Case:
    """Return the case as another process would read it."""
    file = open_case(path)
    try:
        return file.case()
    finally:
        file.close()


def events(path: Path) -> list[Event]:
    file = open_case(path)
    try:
        return list(file.events())
    finally:
        file.close()
