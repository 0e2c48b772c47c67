"""A small committee, a small register and a small application to judge in tests."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reviewer.domain import committee as c
from reviewer.domain.application import Application, Organisation, OrganisationKind, Phase
from reviewer.domain.economics import Appraisal, Source
from reviewer.domain.eligibility import VerdictKind, Verdicts, judge
from reviewer.domain.events import MunicipalitiesImported, Municipality
from reviewer.domain.municipalities import Municipalities
from reviewer.language.numbers import NBSP
from reviewer.language.speech import Speech

MET, NOT_MET, UNKNOWN, NOT_APPLICABLE, WAIVED = VerdictKind
BASIS = c.Basis(source="utlysningen")
BERGEN = Organisation(name="Bergen kommune", kind=OrganisationKind.MUNICIPALITY, number="1201")

REGISTER = Municipalities.of(
    MunicipalitiesImported(
        source="SSB",
        municipalities=(
            Municipality(number="0301", name="Oslo", inhabitants=600, member=True),
            Municipality(number="1201", name="Bergen", inhabitants=250, member=True),
            Municipality(number="1235", name="Voss", inhabitants=100, member=False),
            Municipality(number="1256", name="Meland", inhabitants=50),
            Municipality(number="12", name="Hordaland", inhabitants=400, member=True),
        ),
    )
)


def an_application(**changes) -> Application:
    return replace(Application(id="1", title="t", applicant=BERGEN), **changes)


def worth(source: Source = Source.RECOMPUTED, **figures) -> Appraisal:
    return Appraisal(source=source, conventions=(), **figures)


NOTHING = worth(Source.NONE)


def a_committee(*rules: c.Rule, **changes) -> c.Committee:
    whole = c.Committee(
        id="k",
        name="Rådet",
        recipient="KS",
        scheme="Ordningen",
        seats=(c.Seat(id="oslo", name="Oslo kommune", role=c.SeatRole.CHAIR),),
        criteria=(),
        criteria_basis=BASIS,
        rules=rules,
        method=c.Method(name="m", rates=(c.RateStep(from_year=0, rate=Decimal(0)),), basis=BASIS),
        ranking=c.Ranking(basis=BASIS),
        fund=c.Fund(name="f", basis=BASIS),
        procedure=c.Procedure(basis=BASIS),
        fields=(c.ExtraField(id="kategori", name="Kategori"), c.ExtraField(id="utlosende", name="Utløsende", kind=c.FieldKind.YES_NO)),
    )
    return replace(whole, **changes)


def a_rule(test: c.Test, **changes) -> c.Rule:
    return replace(c.Rule(id="r", name="Krav", test=test, basis=BASIS), **changes)


def verdicts(
    test: c.Test, application: Application, appraisal: Appraisal = NOTHING, register: Municipalities | None = REGISTER
) -> Verdicts:
    return judge(a_committee(a_rule(test)), application, appraisal, register, {})


def kind(test: c.Test, application: Application, appraisal: Appraisal = NOTHING, register: Municipalities | None = REGISTER) -> VerdictKind:
    return verdicts(test, application, appraisal, register).items[0].verdict


def said(
    test: c.Test,
    application: Application,
    appraisal: Appraisal = NOTHING,
    register: Municipalities | None = REGISTER,
    language: str = "nb",
) -> str:
    return Speech(language).text(verdicts(test, application, appraisal, register).items[0].reason).replace(NBSP, " ")


PARTS = {
    MET: c.ProjectCost(at_least=1),
    NOT_MET: c.ProjectCost(at_least=100),
    UNKNOWN: c.PhaseIs(one_of=(Phase.CONCEPT,)),
}
LOGIC_CASE = an_application(project_cost=10)
