"""What the medfinansiering file says comes out as `difi-medfinansiering.md` tells it, and as the rounds of 2017 and 2020 did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reviewer.domain.application import Application
from reviewer.domain.committee import Committee, Status
from reviewer.domain.economics import Source, appraise
from reviewer.domain.eligibility import VerdictKind, judge
from reviewer.domain.grantable import Grantable, grantable
from reviewer.domain.ranking import Candidate, rank
from reviewer.intake.batch import read_batch
from reviewer.language.speech import Speech
from tests.committees.worked_example import ROOT, WorkedExample, committee, examples, judged

NAME = "difi-medfinansiering"


@pytest.fixture(scope="module")
def council() -> Committee:
    return committee(NAME)


def applications(council: Committee, file: str) -> tuple[Application, ...]:
    reading = read_batch(ROOT / "fixtures" / file, council, Speech("nb"))
    assert reading.problems == ()
    return reading.batch.applications


@pytest.mark.parametrize("example", examples(NAME), ids=lambda example: example.title)
def test_each_requirement_comes_out_as_the_text_says(example: WorkedExample, tmp_path: Path):
    verdicts = judged(NAME, example, tmp_path)
    told = {verdict.rule: verdict.verdict for verdict in verdicts.items if verdict.verdict is not VerdictKind.NOT_APPLICABLE}
    assert told == example.verdicts
    assert verdicts.eligible is example.eligible


@pytest.mark.parametrize("example", [one for one in examples(NAME) if one.granted is not None], ids=lambda example: example.title)
def test_what_can_be_granted_is_what_the_text_says(example: WorkedExample, council: Committee, tmp_path: Path):
    path = tmp_path / "soknad.toml"
    path.write_text(example.batch, encoding="utf-8")
    (application,) = read_batch(path, council, Speech("nb")).batch.applications
    assert _grantable(council, application).amount == example.granted


def test_the_text_shows_every_requirement(council: Committee):
    shown = {rule for example in examples(NAME) for rule in example.verdicts}
    assert shown == {rule.id for rule in council.rules}


def test_the_four_of_2017_stand_in_the_order_of_their_published_ratios(council: Committee):
    round_2017 = applications(council, "medfinansiering-2017.json")
    candidates = []
    for application in reversed(round_2017):
        appraisal = appraise(application, council.method)
        assert appraisal.source is Source.CLAIMED
        eligible = judge(council, application, appraisal, None, {}).eligible
        assert eligible is None
        candidates.append(Candidate(id=application.id, eligible=eligible, npv_per_krone=appraisal.npv_per_invested_krone))
    places = rank(council.ranking, candidates)
    assert [place.rank for place in places] == [1, 2, 3, 4]
    assert [float(place.value or 0) for place in places] == [65.2, 30.9, 15.8, 2.6]
    names = {application.id: application.applicant.name for application in round_2017}
    assert [names[place.id] for place in places] == [
        "Direktoratet for byggkvalitet",
        "Direktoratet for e-helse",
        "Arbeids- og velferdsdirektoratet",
        "Politiet",
    ]


def test_what_the_sources_of_2017_do_not_say_is_empty(council: Committee):
    for application in applications(council, "medfinansiering-2017.json"):
        assert application.amount_applied is None
        assert application.project_cost is None
        assert application.phase is None
        assert application.flows == ()


def test_the_nine_awards_of_2020_add_up_to_what_was_published(council: Committee):
    awards = [application.extra["granted"] for application in applications(council, "medfinansiering-2020.csv")]
    assert len(awards) == 9
    assert sum(int(str(award)) for award in awards) == 159_817_689


def test_a_grant_is_not_taken_for_an_amount_applied_for(council: Committee):
    assert all(application.amount_applied is None for application in applications(council, "medfinansiering-2020.csv"))


def _grantable(council: Committee, application: Application) -> Grantable:
    return grantable(council, application, appraise(application, council.method), None)


def test_three_grants_of_2020_can_only_be_category_2(council: Committee):
    """Had the granted amount been applied for in category 1, the cap would have cut it; in category 2 it would not."""
    over_the_cap = set()
    for application in applications(council, "medfinansiering-2020.csv"):
        granted = int(str(application.extra["granted"]))
        asked = replace(application, amount_applied=granted, project_cost=granted * 2)
        first, second = (_grantable(council, replace(asked, extra={**asked.extra, "category": one})) for one in "12")
        assert (second.amount, second.cuts) == (granted, ())
        if first.amount != granted:
            assert first.amount == 15_000_000
            over_the_cap.add(application.id)
    stated = {
        application.id for application in applications(council, "medfinansiering-2020.csv") if application.extra.get("category") == "2"
    }
    assert over_the_cap == stated == {"2020-1", "2020-5", "2020-6"}


@pytest.mark.parametrize(
    ("received", "category", "cost", "granted"),
    [
        (date(2017, 2, 15), None, 40_000_000, 15_000_000),
        (date(2017, 2, 15), None, 20_000_001, 10_000_000),
        (date(2020, 2, 20), "1", 40_000_000, 15_000_000),
        (date(2020, 2, 20), "2", 40_000_000, 18_000_000),
        (date(2020, 2, 20), "2", 20_000_000, 17_000_000),
    ],
)
def test_an_amount_above_the_cap_is_cut_and_the_application_stands(council: Committee, received, category, cost, granted):
    """18 million applied for: the scheme covers its share of the cost, up to its cap, and refuses nobody for asking for more."""
    asked = replace(applications(council, "medfinansiering-2020.csv")[0], received=received, amount_applied=18_000_000, project_cost=cost)
    asked = replace(asked, extra={**asked.extra, "category": category} if category else {})
    found = _grantable(council, asked)
    assert found.amount == granted
    assert all(cut.basis.status is Status.PROPOSED for cut in found.cuts)
    assert not any("andel" in rule.id for rule in council.rules)


@pytest.mark.parametrize(
    ("received", "holds"),
    [
        (date(2016, 1, 1), "kostnad-2016"),
        (date(2019, 12, 31), "kostnad-2016"),
        (date(2020, 1, 1), "kostnad-kategori-1"),
        (date(2022, 12, 31), "kostnad-kategori-1"),
        (date(2023, 1, 1), "regler-etter-2022"),
    ],
)
def test_the_day_it_came_in_decides_which_rules_hold(council: Committee, received: date, holds: str):
    some = applications(council, "medfinansiering-2020.csv")[1]
    one = replace(some, received=received, extra={"category": "1"})
    verdicts = judge(council, one, appraise(one, council.method), None, {})
    dated = {"kostnad-2016", "kostnad-kategori-1", "regler-etter-2022"}
    assert {item.rule for item in verdicts.items if item.rule in dated and item.verdict is not VerdictKind.NOT_APPLICABLE} == {holds}


def test_an_application_after_2022_is_never_eligible_by_silence(council: Committee):
    some = applications(council, "medfinansiering-2020.csv")[0]
    later = replace(some, received=date(2024, 3, 1))
    assert judge(council, later, appraise(later, council.method), None, {}).eligible is None


def _verdict(council: Committee, application: Application, rule: str) -> VerdictKind:
    verdict = judge(council, application, appraise(application, council.method), None, {}).of(rule)
    assert verdict is not None
    return verdict.verdict
