"""A small round made of domain values: four applications, three rating seats, everything that a paper must tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from reviewer.domain.application import Application, Claim, Flow, Organisation, OrganisationKind, Role, Side
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.case import Case, fold
from reviewer.domain.committee import (
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
    Status,
    Step,
)
from reviewer.domain.events import (
    KINDS,
    RECOMMENDATION_FIELDS,
    ApplicationReceived,
    BudgetSet,
    CaseOpened,
    Dissented,
    Event,
    Happening,
    Interest,
    InterestDeclared,
    Outcome,
    Rated,
    RatingState,
    Recommended,
    Ruling,
    VerdictRuled,
)
from reviewer.domain.proposal import Imprint, Proposal
from reviewer.domain.proposal.composing import draft

BASIS = Basis(source="Prøvens egne regler", status=Status.PROPOSED)
SCALE = tuple(Step(value=value, anchor=f"trinn {value}") for value in range(1, 6))
COMMITTEE = Committee(
    id="prove",
    name="Prøverådet",
    recipient="KS",
    scheme="Prøvefondet",
    seats=(
        Seat(id="leder", name="Oslo kommune (leder)", role=SeatRole.CHAIR),
        Seat(id="voss", name="Voss kommune", role=SeatRole.MEMBER),
        Seat(id="lom", name="Lom kommune", role=SeatRole.MEMBER),
        Seat(id="sekretariat", name="Sekretariatet", role=SeatRole.SECRETARIAT),
    ),
    criteria=(
        Criterion(id="nytte", name="Nytte", weight=Decimal(3), scale=SCALE),
        Criterion(id="evne", name="Gjennomføringsevne", weight=Decimal(1), scale=SCALE),
    ),
    criteria_basis=BASIS,
    rules=(
        Rule(
            id="soker",
            name="Søkeren kan søke",
            test=ApplicantIs(one_of=(OrganisationKind.MUNICIPALITY,)),
            basis=BASIS,
            rejection="Bare kommuner kan søke.",
        ),
    ),
    method=Method(name="R-109/14", rates=(RateStep(from_year=0, rate=Decimal("0.04")),), basis=BASIS, tax_rate=Decimal("0.2")),
    ranking=Ranking(basis=BASIS),
    fund=Fund(name="Prøvefondet", basis=BASIS),
    procedure=Procedure(basis=BASIS),
    background="Prøvefondet betaler felles løsninger.",
    follow_up=("KS vedtar.",),
)
IMPRINT = Imprint(
    case_hash="c" * 64,
    events=31,
    program="0.1.0",
    committee_hash="d" * 64,
    produced=date(2018, 2, 1),
    call="2018-1",
    present=("Voss kommune",),
)


def application(key: str, title: str, amount: int | None, kind: OrganisationKind = OrganisationKind.MUNICIPALITY) -> Application:
    flow = Flow(line="Utvikling", side=Side.COST, role=Role.INVESTMENT, amounts={2018: 1_000_000})
    gain = Flow(line="Spart tid", side=Side.BENEFIT, amounts={2019: 2_080_000})
    return Application(
        id=key,
        title=title,
        applicant=Organisation(name=f"{title} kommune", kind=kind),
        contact="Kari Kontakt, kari@example.no",
        amount_applied=amount,
        flows=(flow, gain),
        claimed=Claim(npv=2_400_000),
    )


def events(bodies: Iterable[tuple[str, Happening]]) -> tuple[Event, ...]:
    names = {kind: name for name, kind in KINDS.items()}
    start = datetime(2018, 1, 15, tzinfo=UTC)
    return tuple(
        Event(id=f"{n:064x}", seat=seat, number=n, at=start + timedelta(minutes=n), kind=names[type(body)], body=body)
        for n, (seat, body) in enumerate(bodies, start=1)
    )


def scores(key: str, *values: tuple[str, int, int]) -> list[tuple[str, Happening]]:
    return [
        (seat, Rated(application=key, criterion=criterion, state=RatingState.SCORED, score=score, seat=seat))
        for seat, nytte, evne in values
        for criterion, score in (("nytte", nytte), ("evne", evne))
    ]


def recommendation(key: str, outcome: Outcome, **more: object) -> tuple[str, Happening]:
    return "sekretariat", Recommended(application=key, fields=RECOMMENDATION_FIELDS, outcome=outcome, **more)  # type: ignore[arg-type]


def opening(budget: int | None = 10_000_000, *, illustrative: bool = True) -> list[tuple[str, Happening]]:
    opened: list[tuple[str, Happening]] = [
        ("sekretariat", CaseOpened(committee=COMMITTEE, committee_hash="d" * 64, program="0.1.0", illustrative=illustrative))
    ]
    return opened if budget is None else [*opened, ("sekretariat", BudgetSet(amount=budget))]


def received(*applications: Application) -> list[tuple[str, Happening]]:
    return [("sekretariat", ApplicationReceived(application=one.id, content=one, source="prove.toml")) for one in applications]


def settled() -> list[tuple[str, Happening]]:
    """A is granted on conditions, B and C share a place, D does not meet the requirement; budget 10 million."""
    return [
        *opening(),
        *received(
            application("A", "Ask", 6_000_000),
            application("B", "Bjørk", 3_000_000),
            application("C", "Eik", 2_000_000),
            application("D", "Dunk", 1_000_000, OrganisationKind.COMPANY),
        ),
        *scores("A", ("leder", 5, 4), ("voss", 4, 4)),
        *scores("B", ("leder", 3, 3), ("voss", 3, 3)),
        *scores("C", ("leder", 3, 3), ("voss", 3, 3)),
        *scores("D", ("leder", 1, 1)),
        ("lom", Rated(application="A", criterion="nytte", state=RatingState.ABSTAINED, comment="Kjenner ikke feltet", seat="lom")),
        ("lom", InterestDeclared(application="B", declarer="lom", interest=Interest.RECUSED, ground="Lom er partner.")),
        ("lom", Dissented(application="C", dissenter="lom", text="Eik bør vente.")),
        recommendation(
            "A",
            Outcome.CONDITIONS,
            amount=5_500_000,
            conditions=("Planen er klar.", "Avtalen er signert."),
            reasons="Best.",
            departure="Rådet har satt ned beløpet.",
        ),
        recommendation("B", Outcome.RECOMMENDED, amount=3_000_000, reasons="God.", departure="Bjørk er billigere per kommune."),
        recommendation("C", Outcome.POSTPONED, reasons="Mangler tall."),
        recommendation("D", Outcome.NOT_RECOMMENDED, reasons="Dunk er ingen kommune."),
    ]


def case_of(bodies: Iterable[tuple[str, Happening]]) -> Case:
    return fold(events(bodies))


def assessed(bodies: Iterable[tuple[str, Happening]]) -> Assessment:
    return assess(case_of(bodies))


def paper(bodies: Iterable[tuple[str, Happening]]) -> Proposal:
    return draft(assessed(bodies), IMPRINT)


def waived(key: str) -> tuple[str, Happening]:
    return "leder", VerdictRuled(application=key, rule="soker", ruling=Ruling.WAIVED, reason="Eies av kommuner.")
