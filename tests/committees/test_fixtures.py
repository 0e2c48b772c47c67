"""The fixtures are what they say: the illustrative round, the registers of municipalities, and the hostile batch."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reviewer.domain.application import Application
from reviewer.domain.committee import Committee
from reviewer.domain.economics import Appraisal, appraise
from reviewer.domain.eligibility import VerdictKind, Verdicts, judge
from reviewer.domain.events import Interest, MunicipalitiesImported, Outcome, Rated, RatingState
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.rating import score
from reviewer.intake.batch import read_batch
from reviewer.intake.municipalities import read_municipalities
from reviewer.intake.ratings import read_ratings
from reviewer.language.speech import Speech
from tests.committees.worked_example import ROOT, committee

FIXTURES = ROOT / "fixtures"
ROUND = "digifin-illustrativ"
NB = Speech("nb")


@pytest.fixture(scope="module")
def council() -> Committee:
    return committee("kommit-radet")


@pytest.fixture(scope="module")
def illustrative(council: Committee) -> dict[str, Application]:
    reading = read_batch(FIXTURES / f"{ROUND}.toml", council, NB)
    assert reading.problems == ()
    return {application.id: application for application in reading.batch.applications}


@pytest.fixture(scope="module")
def appraised(council: Committee, illustrative: dict[str, Application]) -> dict[str, Appraisal]:
    return {key: appraise(application, council.method) for key, application in illustrative.items()}


@pytest.fixture(scope="module")
def verdicts(council: Committee, illustrative: dict[str, Application], appraised: dict[str, Appraisal]) -> dict[str, Verdicts]:
    register = Municipalities.of(imported("kommuner-2018-illustrativ-medlemskap.csv"))
    return {key: judge(council, application, appraised[key], register, {}) for key, application in illustrative.items()}


@pytest.fixture(scope="module")
def ratings(council: Committee, illustrative: dict[str, Application]) -> tuple[Rated, ...]:
    given: list[Rated] = []
    for seat in council.rating_seats():
        rated, problems = read_ratings(FIXTURES / f"{ROUND}-vurderinger" / f"{seat.id}.csv", council, seat.id, illustrative, NB)
        assert problems == ()
        given += rated
    return tuple(given)


@pytest.fixture(scope="module")
def settled() -> dict[str, Any]:
    return tomllib.loads((FIXTURES / f"{ROUND}-innstilling.toml").read_text(encoding="utf-8"))


def imported(file: str) -> MunicipalitiesImported:
    event, problems = read_municipalities(FIXTURES / file)
    assert problems == ()
    assert event is not None
    return event


@pytest.mark.parametrize("file", ["kommuner-2018.csv", "kommuner-2018-illustrativ-medlemskap.csv"])
def test_the_register_has_the_municipalities_and_inhabitants_of_statistics_norway(file: str):
    register = Municipalities.of(imported(file))
    assert register.count == 422
    assert register.inhabitants == 5_295_619
    assert sum(len(number) == 2 for number in register.by_number) == 18
    assert register.by_number["0301"].name == "Oslo"


def test_the_plain_register_says_nothing_of_membership():
    event = imported("kommuner-2018.csv")
    assert event.source == "SSB, folketall 1. januar 2018"
    assert all(row.member is None for row in event.municipalities)


def test_as_many_are_members_as_in_january_2018_and_every_row_says_it_is_illustrative():
    members = [row.number for row in imported("kommuner-2018-illustrativ-medlemskap.csv").municipalities if row.member]
    assert Counter(len(number) for number in members) == {4: 220, 2: 6}
    with (FIXTURES / "kommuner-2018-illustrativ-medlemskap.csv").open(encoding="utf-8", newline="") as file:
        assert all("illustrativt" in row["kilde"] for row in csv.DictReader(file, delimiter=";"))


def test_a_dozen_applications_each_say_that_their_figures_are_illustrative(illustrative: dict[str, Application]):
    assert len(illustrative) == 12
    assert all(application.summary.endswith("Alle tall er illustrative.") for application in illustrative.values())


def test_numbers_and_names_of_municipalities_are_those_of_2018(illustrative: dict[str, Application]):
    register = Municipalities.of(imported("kommuner-2018.csv"))
    for application in illustrative.values():
        for one in (application.applicant, *application.partners):
            if one.number:
                assert one.name in {f"{register.name(one.number)} kommune", f"{register.name(one.number)} fylkeskommune"}
        assert set(application.reuse.municipalities or ()) <= register.numbers


def test_the_investments_add_up_to_the_project_cost(illustrative: dict[str, Application], appraised: dict[str, Appraisal]):
    with_flows = {key: application for key, application in illustrative.items() if application.flows}
    assert {key: appraised[key].investment for key in with_flows} == {
        key: application.project_cost for key, application in with_flows.items()
    }


def test_three_claims_part_from_their_cash_flow_and_the_others_do_not(
    appraised: dict[str, Appraisal], illustrative: dict[str, Application]
):
    apart = set()
    for key, appraisal in appraised.items():
        claimed, found = illustrative[key].claimed, appraisal
        if found.npv is None:
            continue
        npv_apart = claimed.npv is not None and abs(claimed.npv - found.npv) > 50_000
        ratio, computed = claimed.npv_per_invested_krone, found.npv_per_invested_krone
        ratio_apart = ratio is not None and computed is not None and abs(float(ratio) - float(computed)) > 0.051
        if npv_apart or ratio_apart:
            apart.add(key)
    assert apart == {"2018-04", "2018-05", "2018-10"}


def test_the_round_shows_every_kind_of_outcome(verdicts: dict[str, Verdicts]):
    by_answer = {answer: {key for key, of in verdicts.items() if of.eligible is answer} for answer in (True, False, None)}
    assert by_answer[True] == {"2018-01", "2018-02", "2018-03", "2018-04", "2018-05", "2018-08"}
    assert by_answer[None] == {"2018-06", "2018-07"}
    not_met = {key: {v.rule for v in verdicts[key].items if v.verdict is VerdictKind.NOT_MET} for key in by_answer[False]}
    assert not_met == {
        "2018-09": {"nasjonal"},
        "2018-10": {"lonnsomhet"},
        "2018-11": {"medlem-brukere", "belop", "gevinstplan"},
        "2018-12": {"soker"},
    }


def test_nobody_rates_what_their_own_municipality_applies_for_or_takes_part_in(
    council: Committee, illustrative: dict[str, Application], ratings: tuple[Rated, ...], settled: dict[str, Any]
):
    seats = {seat.number: seat.id for seat in council.seats if seat.number}
    own = {
        (key, seats[one.number])
        for key, application in illustrative.items()
        for one in (application.applicant, *application.partners)
        if one.number in seats
    }
    recused = {(one["application"], one["seat"]) for one in settled["interests"] if one["standing"] == Interest.RECUSED}
    assert recused == own
    assert own.isdisjoint({(rated.application, rated.seat) for rated in ratings})


def test_ratings_are_scored_deferred_abstained_and_missing(
    council: Committee, illustrative: dict[str, Application], ratings: tuple[Rated, ...]
):
    assert {rated.state for rated in ratings} == {RatingState.SCORED, RatingState.DEFERRED, RatingState.ABSTAINED}
    assert all(rated.comment for rated in ratings if rated.state is not RatingState.SCORED)
    assert len(ratings) < len(illustrative) * len(council.rating_seats()) * len(council.criteria)


def test_two_applications_share_a_place(council: Committee, ratings: tuple[Rated, ...]):
    def value(application: str) -> object:
        own = {(rated.seat, rated.criterion): rated for rated in ratings if rated.application == application}
        return score(council, own).value

    assert value("2018-05") == value("2018-06")
    assert value("2018-05") is not None


def test_half_of_the_applications_are_settled_by_seats_and_outcomes_that_exist(
    council: Committee, illustrative: dict[str, Application], settled: dict[str, Any]
):
    recommendations = settled["recommendations"]
    assert len(recommendations) == len(illustrative) // 2
    assert {one["application"] for one in recommendations} <= illustrative.keys()
    assert {Outcome(one["outcome"]) for one in recommendations} == set(Outcome)
    assert all(one["reasons"] for one in recommendations)
    dissenters = {seat["seat"] for one in recommendations for seat in one.get("dissents", [])}
    assert dissenters <= {seat.id for seat in council.rating_seats()}


@pytest.mark.parametrize(("file", "number"), [("hostile.csv", 20), ("hostile.json", 9)])
def test_hostile_but_valid_text_loads_whole(council: Committee, file: str, number: int):
    reading = read_batch(FIXTURES / file, council, NB)
    assert reading.problems == ()
    assert len(reading.batch.applications) == number
    titles = [application.title for application in reading.batch.applications]
    assert max(len(title) for title in titles) == 400
    assert "Blåbår og Ål i nedbrutt form" in titles
    assert any("=cmd|' /C calc'!A0" in title for title in titles)
    assert not any("\x00" in title or "\x1b" in title for title in titles)


def test_every_row_that_must_be_refused_is_refused_for_its_own_fault(council: Committee):
    reading = read_batch(FIXTURES / "hostile-refused.csv", council, NB)
    assert reading.batch.applications == ()
    assert len(reading.set_aside) == 21
    assert Counter((problem.application, problem.column) for problem in reading.problems) == {
        ("r-01", "Id"): 2,
        ("r-02", "Søknadsbeløp"): 1,
        ("r-03", "Søknadsbeløp"): 1,
        ("r-04", "Prosjektkostnad"): 1,
        ("r-05", "Søknadsbeløp"): 1,
        ("r-06", "Søknadsbeløp"): 1,
        ("r-07", "Søknadsbeløp"): 1,
        ("r-08", "Søknadsbeløp"): 1,
        ("r-08", "Prosjektkostnad"): 1,
        ("r-09", "Oppstart"): 1,
        ("r-10", "Oppstart"): 1,
        ("r-11", "Slutt"): 1,
        ("r-12", "Søkertype"): 1,
        ("r-13", "Fase"): 1,
        ("r-14", "Gevinstrealiseringsplan"): 1,
        ("r-15", "Kommunenummer"): 1,
        ("r-16", "Kommuner"): 1,
        ("r-17", "Tittel"): 1,
        ("r-18", "Søker"): 1,
        ("r-19", "Oppstart"): 1,
        ("r-20", "Søknadsbeløp"): 1,
        ("r-20", "Oppstart"): 1,
        ("r-20", "Fase"): 1,
    }
    assert all(problem.expected for problem in reading.problems)


def test_the_awards_of_2020_are_as_norwegian_excel_writes_them():
    content = (FIXTURES / "medfinansiering-2020.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    text = content.decode("cp1252")
    assert "Brønnøysundregistrene" in text
    assert text.count("\r\n") == text.count("\n") == 10
    assert re.search(r";44,7 mill\.;", text)
    assert "13\u00a0375\u00a0642" in text


def test_no_fixture_names_a_person_or_a_real_address():
    for path in sorted(Path(FIXTURES).rglob("*")):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", errors="replace")
            assert set(re.findall(r"[\w.]+@[\w.]+\.\w+", text)) <= {"prosjektleder@example.org"}, path.name
