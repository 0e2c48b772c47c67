"""Requirements: every kind met, not met and unknown at its boundary, and the logic that joins them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain import committee as c
from reviewer.domain.application import Application, Claim, Flow, GainsPlan, Organisation, OrganisationKind, Phase, Side, TakeUp
from reviewer.domain.economics import Source
from reviewer.domain.events import MunicipalitiesImported, Municipality
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.requirements.papers import FIELD_NAMES
from tests.domain.judging import (
    BERGEN,
    LOGIC_CASE,
    MET,
    NOT_MET,
    PARTS,
    REGISTER,
    UNKNOWN,
    an_application,
    kind,
    said,
    verdicts,
    worth,
)

# The register


def test_the_register_counts_municipalities_and_knows_counties() -> None:
    assert (REGISTER.count, REGISTER.inhabitants, REGISTER.member("12"), REGISTER.member("1256")) == (4, 1000, True, None)


def test_one_unknown_number_of_inhabitants_makes_the_total_unknown() -> None:
    rows = (Municipality(number="0301", name="Oslo", inhabitants=600), Municipality(number="1201", name="Bergen"))
    assert Municipalities.of(MunicipalitiesImported(municipalities=rows, source="s")).inhabitants is None


# Each kind of rule, at its boundary


@pytest.mark.parametrize(
    ("found", "verdict"),
    [(OrganisationKind.KS, MET), (OrganisationKind.COUNTY, MET), (OrganisationKind.STATE_AGENCY, NOT_MET), (None, UNKNOWN)],
)
def test_applicant_kind(found, verdict) -> None:
    test = c.ApplicantIs(one_of=(OrganisationKind.COUNTY, OrganisationKind.KS))
    assert kind(test, an_application(applicant=Organisation(name="s", kind=found))) is verdict


@pytest.mark.parametrize(
    ("who", "number", "adopters", "verdict"),
    [
        (c.Who.APPLICANT, "1201", None, MET),
        (c.Who.APPLICANT, "12", None, MET),
        (c.Who.APPLICANT, "1235", None, NOT_MET),
        (c.Who.APPLICANT, "1256", None, UNKNOWN),
        (c.Who.APPLICANT, "9999", None, UNKNOWN),
        (c.Who.APPLICANT, None, None, UNKNOWN),
        (c.Who.ADOPTERS, "1235", ("0301", "1201"), MET),
        (c.Who.ADOPTERS, "1201", ("0301", "1235", "1256"), NOT_MET),
        (c.Who.ADOPTERS, "1201", ("0301", "1256"), UNKNOWN),
        (c.Who.ADOPTERS, "1201", (), UNKNOWN),
        (c.Who.ALL, "1201", ("0301",), MET),
        (c.Who.ALL, "1235", None, NOT_MET),
        (c.Who.ALL, "1201", ("1235",), NOT_MET),
        (c.Who.ALL, "1201", None, UNKNOWN),
    ],
)
def test_scheme_member(who, number, adopters, verdict) -> None:
    application = an_application(applicant=replace(BERGEN, number=number), reuse=TakeUp(municipalities=adopters))
    assert kind(c.SchemeMember(who=who), application) is verdict


def test_membership_is_unknown_without_a_register_and_not_asked_of_the_exempt() -> None:
    rule = c.SchemeMember(who=c.Who.APPLICANT, exempt=(OrganisationKind.KS,))
    assert kind(rule, an_application(), register=None) is UNKNOWN
    assert kind(rule, an_application(applicant=Organisation(name="KS", kind=OrganisationKind.KS)), register=None) is MET


def test_those_who_are_not_members_are_named() -> None:
    application = an_application(reuse=TakeUp(municipalities=("1235", "0301")))
    assert said(c.SchemeMember(), application) == (
        "Voss er ikke medlem av ordningen. Kravet er at søkeren og alle som tar løsningen i bruk, er medlemmer av ordningen."
    )


@pytest.mark.parametrize(
    ("rule", "named", "verdict"),
    [
        (c.NationalReuse(at_least=2), ("0301", "1201"), MET),
        (c.NationalReuse(at_least=2), ("0301", "0301"), NOT_MET),
        (c.NationalReuse(at_least=2), ("0301", "9999"), NOT_MET),
        (c.NationalReuse(at_least=2), ("0301", "12"), NOT_MET),
        (c.NationalReuse(at_least=1), (), NOT_MET),
        (c.NationalReuse(at_least=1), None, UNKNOWN),
        (c.NationalReuse(share_of_municipalities=Decimal("0.5")), ("1235", "1256"), MET),
        (c.NationalReuse(share_of_municipalities=Decimal("0.51")), ("1235", "1256"), NOT_MET),
        (c.NationalReuse(share_of_population=Decimal("0.25")), ("1201",), MET),
        (c.NationalReuse(share_of_population=Decimal("0.251")), ("1201",), NOT_MET),
        (c.NationalReuse(at_least=1, share_of_population=Decimal("0.5")), ("1201",), NOT_MET),
    ],
)
def test_national_reuse_by_name(rule, named, verdict) -> None:
    assert kind(rule, an_application(reuse=TakeUp(municipalities=named))) is verdict


@pytest.mark.parametrize(
    ("rule", "intended", "verdict"),
    [
        (c.NationalReuse(at_least=3, counting=c.Counting.INTENDED), 3, MET),
        (c.NationalReuse(at_least=3, counting=c.Counting.INTENDED), 2, NOT_MET),
        (c.NationalReuse(at_least=3, counting=c.Counting.INTENDED), None, UNKNOWN),
        (c.NationalReuse(share_of_municipalities=Decimal("0.75"), counting=c.Counting.INTENDED), 3, MET),
        (c.NationalReuse(share_of_population=Decimal("0.1"), counting=c.Counting.INTENDED), 3, UNKNOWN),
        (c.NationalReuse(at_least=4, share_of_population=Decimal("0.1"), counting=c.Counting.INTENDED), 3, NOT_MET),
    ],
)
def test_national_reuse_by_intention(rule, intended, verdict) -> None:
    assert kind(rule, an_application(reuse=TakeUp(intended=intended))) is verdict


def test_without_a_register_names_are_counted_but_no_share_is_known() -> None:
    application = an_application(reuse=TakeUp(municipalities=("0301", "1201")))
    assert kind(c.NationalReuse(at_least=2), application, register=None) is MET
    assert kind(c.NationalReuse(at_least=2, share_of_population=Decimal("0.1")), application, register=None) is UNKNOWN
    assert kind(c.NationalReuse(at_least=3, share_of_population=Decimal("0.1")), application, register=None) is NOT_MET


def test_reuse_is_told_in_numbers_and_what_is_not_in_the_register_is_said() -> None:
    application = an_application(reuse=TakeUp(municipalities=("0301", "9999", "1201")))
    told = said(c.NationalReuse(at_least=2, share_of_population=Decimal("0.85")), application)
    assert told == (
        "2 kommuner (85 % av innbyggerne) tar løsningen i bruk. Står ikke i kommuneregisteret og er ikke talt med: 9999. "
        "Kravet er minst 2 kommuner og minst 85 % av innbyggerne."
    )


@pytest.mark.parametrize(("cost", "verdict"), [(4, NOT_MET), (5, MET), (50, MET), (51, NOT_MET), (None, UNKNOWN)])
def test_project_cost_is_inclusive_at_both_ends(cost, verdict) -> None:
    assert kind(c.ProjectCost(at_least=5, at_most=50), an_application(project_cost=cost)) is verdict


@pytest.mark.parametrize(
    ("amount", "cost", "verdict"),
    [
        (15, 30, MET),
        (16, 1000, NOT_MET),
        (15, 29, NOT_MET),
        (10, None, UNKNOWN),
        (16, None, NOT_MET),
        (None, 30, UNKNOWN),
        (1, 0, NOT_MET),
    ],
)
def test_amount_applied_within_share_and_cap(amount, cost, verdict) -> None:
    application = an_application(amount_applied=amount, project_cost=cost)
    assert kind(c.AmountApplied(share_of_cost=Decimal("0.5"), at_most=15), application) is verdict


def test_a_share_just_over_its_limit_is_not_shown_as_the_limit() -> None:
    told = said(c.AmountApplied(share_of_cost=Decimal("0.5")), an_application(amount_applied=5_001, project_cost=10_000))
    assert told == "Søknadsbeløpet er 5 001 kr (50,1 % av prosjektkostnaden). Kravet er høyst 50 % av prosjektkostnaden."


@pytest.mark.parametrize(("npv", "verdict"), [(Fraction(1, 1000), MET), (Fraction(0), NOT_MET), (None, UNKNOWN)])
def test_npv_is_strictly_above(npv, verdict) -> None:
    assert kind(c.NpvAbove(), an_application(), worth(npv=npv)) is verdict


@pytest.mark.parametrize(("ratio", "verdict"), [(Fraction(2), MET), (Fraction(1999, 1000), NOT_MET), (None, UNKNOWN)])
def test_npv_per_krone_and_benefit_cost_ratio_reach_their_limits_exactly(ratio, verdict) -> None:
    assert kind(c.NpvPerKrone(at_least=Decimal(2)), an_application(), worth(npv_per_invested_krone=ratio)) is verdict
    assert kind(c.BenefitCostRatio(at_least=Decimal("2.0")), an_application(), worth(benefit_cost_ratio=ratio)) is verdict


def test_a_ratio_just_short_of_its_limit_is_not_shown_as_the_limit() -> None:
    told = said(c.NpvPerKrone(at_least=Decimal(2)), an_application(), worth(npv_per_invested_krone=Fraction(1999, 1000)))
    assert told == "Netto nåverdi per investert krone er 1,99. Kravet er minst 2."


@pytest.mark.parametrize(("npv", "shown"), [(Fraction(4, 100), "0,04 kr"), (Fraction(-1, 1000), "−0,01 kr"), (Fraction(0), "0 kr")])
def test_an_npv_that_rounds_to_its_limit_is_not_shown_as_the_limit(npv, shown) -> None:
    told = said(c.NpvAbove(), an_application(), worth(npv=npv)).replace("\u00a0", " ")
    assert told == f"Netto nåverdi er {shown}. Kravet er over 0 kr."


def test_an_applicants_own_figure_is_said_to_be_so() -> None:
    claimed = worth(Source.CLAIMED, npv=Fraction(613_000_000), claimed=Claim(npv=613_000_000))
    assert said(c.NpvAbove(), an_application(), claimed) == (
        "Søkeren oppgir selv en netto nåverdi på 613 000 000 kr, uten kontantstrøm som den kan etterregnes fra. Kravet er over 0 kr."
    )


@pytest.mark.parametrize(("phase", "verdict"), [(Phase.PLANNING, MET), (Phase.EXECUTION, NOT_MET), (None, UNKNOWN)])
def test_phase(phase, verdict) -> None:
    assert kind(c.PhaseIs(one_of=(Phase.CONCEPT, Phase.PLANNING)), an_application(phase=phase)) is verdict


@pytest.mark.parametrize(
    ("starts", "ends", "verdict"),
    [
        (date(2018, 1, 1), date(2020, 12, 31), MET),
        (date(2018, 1, 15), date(2021, 1, 14), MET),
        (date(2018, 1, 15), date(2021, 1, 15), NOT_MET),
        (date(2018, 1, 1), None, UNKNOWN),
        (None, date(2018, 1, 1), UNKNOWN),
        (date(2019, 1, 1), date(2018, 1, 1), UNKNOWN),
    ],
)
def test_duration_of_36_months_with_both_days_included(starts, ends, verdict) -> None:
    assert kind(c.Duration(at_most_months=36), an_application(starts=starts, ends=ends)) is verdict


@pytest.mark.parametrize(("received", "verdict"), [(date(2018, 1, 15), MET), (date(2018, 1, 16), NOT_MET), (None, UNKNOWN)])
def test_the_deadlines_own_day_is_in_time(received, verdict) -> None:
    assert kind(c.ReceivedBy(deadline=date(2018, 1, 15)), an_application(received=received)) is verdict


def test_what_came_late_is_told_with_both_days() -> None:
    told = said(c.ReceivedBy(deadline=date(2018, 1, 15)), an_application(received=date(2018, 2, 1)))
    assert told == "Søknaden, slik den nå er, kom inn 01.02.2018. Kravet er at søknaden kom inn senest 15.01.2018."


def test_the_months_are_told() -> None:
    told = said(c.Duration(at_most_months=12), an_application(starts=date(2018, 3, 1), ends=date(2019, 12, 31)))
    assert told == "Prosjektet varer i 22 måneder, fra 01.03.2018 til 31.12.2019. Kravet er høyst 12 måneder."


@pytest.mark.parametrize(
    ("plan", "verdict"), [(GainsPlan.APPROVED, MET), (GainsPlan.SUBMITTED, MET), (GainsPlan.DRAFT, NOT_MET), (None, UNKNOWN)]
)
def test_gains_plan_includes_the_later_stages(plan, verdict) -> None:
    assert kind(c.GainsPlanAt(at_least=GainsPlan.SUBMITTED), an_application(gains_plan=plan)) is verdict


@pytest.mark.parametrize(
    ("field", "changes", "verdict"),
    [
        ("summary", {"summary": "Kort"}, MET),
        ("summary", {"summary": " \n"}, NOT_MET),
        ("reuse.intended", {"reuse": TakeUp(intended=0)}, MET),
        ("reuse", {}, NOT_MET),
        ("flows", {"flows": (Flow(line="l", side=Side.COST),)}, MET),
        ("flows", {}, NOT_MET),
        ("applicant", {}, MET),
        ("applicant", {"applicant": Organisation(name=" ")}, NOT_MET),
        ("kategori", {"extra": {"kategori": False}}, MET),
        ("kategori", {"extra": {"kategori": None}}, NOT_MET),
        ("kategori", {}, NOT_MET),
        ("__class__", {}, NOT_MET),
    ],
)
def test_an_empty_required_field_is_not_met(field, changes, verdict) -> None:
    assert kind(c.FieldFilled(field=field), an_application(**changes)) is verdict


@pytest.mark.parametrize(
    ("extra", "verdict"), [({"utlosende": True}, MET), ({"utlosende": False}, NOT_MET), ({}, UNKNOWN), ({"utlosende": "kanskje"}, UNKNOWN)]
)
def test_a_statement(extra, verdict) -> None:
    assert kind(c.StatementGiven(field="utlosende"), an_application(extra=extra)) is verdict


@pytest.mark.parametrize(("files", "verdict"), [(("GevinstPlan.pdf",), MET), (("budsjett.xlsx",), NOT_MET), ((), NOT_MET), (None, UNKNOWN)])
def test_an_attachment(files, verdict) -> None:
    assert kind(c.AttachmentGiven(name_contains="gevinstplan"), an_application(attachments=files)) is verdict


@pytest.mark.parametrize(
    ("value", "verdict"), [("1", MET), (1, MET), (Decimal("1.0"), MET), (("3", "1"), MET), ("2", NOT_MET), ("", UNKNOWN), (None, UNKNOWN)]
)
def test_a_field_is_compared_as_text(value, verdict) -> None:
    assert kind(c.FieldIs(field="kategori", one_of=("1",)), an_application(extra={"kategori": value})) is verdict


def test_a_field_is_called_what_the_committee_calls_it() -> None:
    assert said(c.FieldIs(field="kategori", one_of=("1",)), an_application(extra={"kategori": "2"})) == "«Kategori» er «2». Kravet er «1»."


# Three-valued logic


@pytest.mark.parametrize(
    ("parts", "every", "some"),
    [
        ((MET, MET), MET, MET),
        ((MET, UNKNOWN), UNKNOWN, MET),
        ((MET, NOT_MET), NOT_MET, MET),
        ((UNKNOWN, NOT_MET), NOT_MET, UNKNOWN),
        ((UNKNOWN, UNKNOWN), UNKNOWN, UNKNOWN),
        ((NOT_MET, NOT_MET), NOT_MET, NOT_MET),
    ],
)
def test_kleenes_tables(parts, every, some) -> None:
    tests = tuple(PARTS[part] for part in parts)
    assert kind(c.AllOf(parts=tests), LOGIC_CASE) is every
    assert kind(c.AnyOf(parts=tests), LOGIC_CASE) is some


def test_the_reason_names_the_parts_that_decided() -> None:
    tests = (c.ProjectCost(at_least=100), c.GainsPlanAt(at_least=GainsPlan.DRAFT), c.ProjectCost(at_least=1))
    assert said(c.AllOf(parts=tests), replace(LOGIC_CASE, gains_plan=GainsPlan.NONE)) == (
        "Prosjektkostnaden er 10 kr. Gevinstrealiseringsplanen er ikke påbegynt. "
        "Kravet er at prosjektkostnaden er minst 100 kr, at det minst finnes et utkast til gevinstrealiseringsplan "
        "og at prosjektkostnaden er minst 1 kr."
    )


LEAVES = st.sampled_from(list(PARTS.values()))
TESTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda part: c.Not(part=part), inner),
        st.builds(lambda parts: c.AllOf(parts=tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: c.AnyOf(parts=tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=8,
)


@given(TESTS)
def test_not_not_is_the_test_itself(test) -> None:
    assert verdicts(c.Not(part=c.Not(part=test)), LOGIC_CASE) == verdicts(test, LOGIC_CASE)


@given(st.lists(TESTS, min_size=1, max_size=3))
def test_de_morgan(tests) -> None:
    negated = tuple(c.Not(part=test) for test in tests)
    assert kind(c.Not(part=c.AllOf(parts=tuple(tests))), LOGIC_CASE) is kind(c.AnyOf(parts=negated), LOGIC_CASE)
    assert kind(c.Not(part=c.AnyOf(parts=tuple(tests))), LOGIC_CASE) is kind(c.AllOf(parts=negated), LOGIC_CASE)


@given(st.permutations(["0301", "1201", "1235", "1256", "9998", "9999", "0301"]))
def test_the_order_of_the_municipalities_changes_no_byte_of_the_verdict(named) -> None:
    rule = c.AllOf(parts=(c.NationalReuse(at_least=9, share_of_population=Decimal(1)), c.SchemeMember()))
    ordered, shuffled = (an_application(reuse=TakeUp(municipalities=tuple(order))) for order in (sorted(named), named))
    assert verdicts(rule, ordered) == verdicts(rule, shuffled)


def test_a_rule_that_leaves_no_choice_is_never_met() -> None:
    assert kind(c.PhaseIs(one_of=()), an_application(phase=Phase.PLANNING)) is NOT_MET


def test_every_field_of_an_application_can_be_required() -> None:
    inner = {"applicant": Organisation, "reuse": TakeUp, "claimed": Claim}
    parts = {f"{name}.{part.name}" for name, kind_of in inner.items() for part in fields(kind_of)}
    assert {field.name for field in fields(Application)} | parts == FIELD_NAMES.keys()


# How it reads


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Søkeren er en kommune. Kravet er at søkeren er et kommunalt eid selskap, en statlig virksomhet eller KS."),
        ("nn", "Søkjaren er ein kommune. Kravet er at søkjaren er eit kommunalt eigd selskap, ei statleg verksemd eller KS."),
        (
            "en",
            "The applicant is a municipality. The requirement is that the applicant is a municipally owned company, a state agency or KS.",
        ),
    ],
)
def test_what_the_applicant_is_reads_as_somebody_would_write_it(language: str, told: str) -> None:
    kinds = (OrganisationKind.MUNICIPAL_COMPANY, OrganisationKind.STATE_AGENCY, OrganisationKind.KS)
    assert said(c.ApplicantIs(one_of=kinds), an_application(), language=language) == told


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (GainsPlan.NONE, "Gevinstrealiseringsplanen er ikke påbegynt."),
        (GainsPlan.DRAFT, "Det finnes et utkast til gevinstrealiseringsplan."),
        (GainsPlan.SUBMITTED, "Gevinstrealiseringsplanen er levert."),
        (GainsPlan.APPROVED, "Gevinstrealiseringsplanen er godkjent."),
    ],
)
def test_how_far_the_plan_has_come_is_told_in_a_sentence(plan: GainsPlan, told: str) -> None:
    demand = "Kravet er at gevinstrealiseringsplanen er levert eller godkjent."
    assert said(c.GainsPlanAt(at_least=GainsPlan.SUBMITTED), an_application(gains_plan=plan)) == f"{told} {demand}"
