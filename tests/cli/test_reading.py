"""Commands that read: the keys the interface promises, in the types it promises, and figures that hold."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from reviewer.shipped import shipped
from tests.cli.conftest import MAYBE_NUMBER, MAYBE_TEXT, NONE, NUMBER, Call, batch, fits, hash_of

MAYBE_INT = (int, NONE)
SHAPES = {
    "check": {
        "committee": str,
        "applications": [
            {
                "id": str,
                "title": str,
                "eligible": (bool, NONE),
                "verdicts": [{"rule": str, "verdict": str, "observed": MAYBE_TEXT, "required": str, "reason": str, "basis": str}],
            }
        ],
    },
    "economics": {
        "conventions": dict,
        "applications": [
            {
                "id": str,
                **dict.fromkeys(("npv", "pv_costs", "pv_benefits", "tax_cost", "investment", "public_net_cost"), MAYBE_INT),
                **dict.fromkeys(("npv_per_invested_krone", "nnb", "benefit_cost_ratio", "payback_years"), MAYBE_NUMBER),
                "irr": [NUMBER],
                "claimed": {"npv": MAYBE_INT, "npv_per_invested_krone": MAYBE_NUMBER},
                "deviation": {"npv": MAYBE_NUMBER},
                "warnings": [str],
            }
        ],
    },
    "rank": {
        "method": str,
        "places": [
            {
                "rank": MAYBE_INT,
                "id": str,
                "score": MAYBE_NUMBER,
                "tied_with": [str],
                "interval": (list, NONE),
                "eligible": (bool, NONE),
                "ratings": int,
                "reason": str,
            }
        ],
        "agreement": {"krippendorff_alpha": MAYBE_NUMBER, "icc": MAYBE_NUMBER},
    },
    "fund": {
        "budget": int,
        "strategy": str,
        "allocations": [{"id": str, "amount": int, "rank": int}],
        "spent": int,
        "left": int,
        "value": NUMBER,
        "optimal": bool,
        "passed_over": [{"id": str, "reason": str}],
        "reserve": [str],
    },
    "log": {"events": [{"id": str, "at": str, "seat": str, "kind": str, "application": MAYBE_TEXT, "body": dict}]},
    "verify": {"ok": bool, "events": int, "problems": [str]},
    "show": {"case": {"title": str, "committee": str}, "applications": [{"id": str, "title": str, "rank": MAYBE_INT}]},
}


@pytest.mark.parametrize("command", SHAPES)
def test_json_has_the_promised_keys_and_nothing_is_written(reviewer: Call, demo: Path, command: str) -> None:
    before = hash_of(demo)
    answer = reviewer(command, demo, "--json")
    assert (answer.status, answer.err) == (0, "")
    fits(answer.data, SHAPES[command], command)
    assert hash_of(demo) == before


@pytest.mark.parametrize("command", SHAPES)
def test_the_table_is_in_bokmal_aligned_and_ends_with_zero(reviewer: Call, demo: Path, command: str) -> None:
    answer = reviewer(command, demo)
    assert (answer.status, answer.err) == (0, "")
    assert not re.search(r"\b(the|None|True|False|Fraction|Decimal)\b", answer.out)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", answer.out)


def test_english_is_answered_where_it_is_asked_for(reviewer: Call, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Among the eligible" in reviewer("rank", demo, "--lang", "en").out
    monkeypatch.setenv("REVIEWER_LANG", "en")
    assert "Among the eligible" in reviewer("rank", demo).out
    assert "Blant de støtteberettigede" in reviewer("rank", demo, "--lang", "nb").out


def test_the_demo_ranks_with_a_tie_that_takes_two_places(reviewer: Call, demo: Path) -> None:
    places = reviewer("rank", demo, "--json").data["places"]
    assert [place["rank"] for place in places] == [1, 2, 3, 4, 5, 6, 6, 8, 9, 10, 11, 12]
    tied = {place["id"]: place["tied_with"] for place in places if place["tied_with"]}
    assert tied == {"2018-05": ["2018-06"], "2018-06": ["2018-05"]}


def test_the_demo_spends_down_to_the_tie(reviewer: Call, demo: Path) -> None:
    given = reviewer("fund", demo, "--json").data
    assert given["budget"] == given["spent"] + given["left"] == 40_000_000
    assert sum(one["amount"] for one in given["allocations"]) == given["spent"]
    assert given["reserve"] == ["2018-05", "2018-06", "2018-07"]


def test_a_what_if_budget_is_not_written(reviewer: Call, demo: Path) -> None:
    before = hash_of(demo)
    for written in ("47800000", "47 800 000", "47_800_000"):
        given = reviewer("fund", demo, "--budget", written, "--json").data
        assert (given["budget"], given["left"]) == (47_800_000, 0)
    assert hash_of(demo) == before


def test_the_round_of_2017_is_ranked_as_published(reviewer: Call, tmp_path: Path) -> None:
    """Difi 2017: byggkvalitet 65.2, e-helse 30.9, arbeids- og velferd 15.8, politiet 2.6 kroner for each invested krone."""
    path = tmp_path / "2017.sak"
    assert reviewer("new", path, "--committee", "difi-medfinansiering", shipped("fixtures") / "medfinansiering-2017.json").status == 0
    applicants = {one["id"]: one["applicant"] for one in reviewer("show", path, "--json").data["applications"]}
    for call in (("rank", path, "--json"), ("rank", path, "--method", "npv-per-krone", "--json")):
        answer = reviewer(*call).data
        assert answer["method"] == "npv-per-krone"
        assert [(place["rank"], applicants[place["id"]], place["score"]) for place in answer["places"]] == [
            (1, "Direktoratet for byggkvalitet", 65.2),
            (2, "Direktoratet for e-helse", 30.9),
            (3, "Arbeids- og velferdsdirektoratet", 15.8),
            (4, "Politiet", 2.6),
        ]


def test_only_the_applications_that_are_asked_for(reviewer: Call, demo: Path) -> None:
    for command in ("check", "economics"):
        assert [one["id"] for one in reviewer(command, demo, "2018-05", "2018-02", "--json").data["applications"]] == ["2018-05", "2018-02"]
    (shown,) = reviewer("show", demo, "2018-02", "--json").data["applications"]
    assert (shown["title"], shown["revisions"]) == ("DigiSos – digital søknad om økonomisk sosialhjelp", 1)


def test_show_names_the_fields_in_words(reviewer: Call, demo: Path) -> None:
    out = reviewer("show", demo, "2018-02").out.replace("\u00a0", " ")
    assert "Søknadsbeløp: 12 000 000 kr\n" in out
    assert "Søker: Trondheim kommune (kommune, 5001)\n" in out
    assert "Fase: planlegging\n" in out
    assert "municipality" not in out


def test_the_economics_table_sets_claim_beside_computation(reviewer: Call, demo: Path) -> None:
    by_id = {one["id"]: one for one in reviewer("economics", demo, "--json").data["applications"]}
    overstated = by_id["2018-05"]
    assert overstated["claimed"]["npv"] == 22_100_000
    assert overstated["deviation"]["npv"] == pytest.approx(overstated["npv"] / 22_100_000 - 1, abs=1e-6)
    assert by_id["2018-12"]["npv"] is None or by_id["2018-12"]["deviation"]["npv"] is None


def test_what_a_seat_is_recused_from_is_in_none_of_its_answers(reviewer: Call, case: Path, tmp_path: Path) -> None:
    """Oslo applies for 2018-01 in the illustrative round and has declared itself recused."""
    log = reviewer("log", case, "--json").data["events"]
    recused = {
        (one["seat"], one["application"]) for one in log if one["kind"] == "interest_declared" and one["body"]["interest"] == "recused"
    }
    seat, hidden = min(recused)
    commands = ("show", "check", "economics", "rank", "fund", "log")
    before = {command: reviewer(command, case, "--as", seat, "--json").out for command in commands}
    assert all(f'"{hidden}"' not in out for out in before.values())
    assert reviewer("show", case, hidden, "--as", seat).status == 1
    changed = {"id": hidden, "title": "Noe ganske annet", "applicant": {"name": "X"}, "amount_applied": 1}
    assert reviewer("import", case, batch(tmp_path / "ny.json", changed)).status == 0
    assert reviewer("recommend", case, hidden, "--outcome", "postponed", "--departure", "Nye tall.").status == 0
    assert reviewer("undo", case).status == 0
    assert {command: reviewer(command, case, "--as", seat, "--json").out for command in commands} == before


def test_the_log_tells_every_event_oldest_first(reviewer: Call, demo: Path) -> None:
    events = reviewer("log", demo, "--json").data["events"]
    assert events[0]["kind"] == "case_opened"
    assert len({one["id"] for one in events}) == len(events) == reviewer("verify", demo, "--json").data["events"]
    assert [one["at"] for one in events] == sorted(one["at"] for one in events)


def test_verify_says_3_where_an_event_was_changed(reviewer: Call, case: Path) -> None:
    content = case.read_bytes()
    at = content.rfind("DigiHelse – digital".encode())
    case.write_bytes(content[:at] + b"XigiHelse" + content[at + 9 :])
    answer = reviewer("verify", case, "--json")
    assert answer.status == 3
    assert answer.data["ok"] is False
    assert answer.data["problems"]


def test_verify_says_3_where_a_list_was_changed(reviewer: Call, case: Path) -> None:
    connection = sqlite3.connect(case)
    with connection:
        connection.execute("UPDATE applications SET amount = 1 WHERE id = '2018-02'")
    connection.close()
    answer = reviewer("verify", case)
    assert (answer.status, answer.out) == (3, "Listen applications stemmer ikke med hendelsene.\n")


def test_a_damaged_case_is_3_and_stays_as_it_is(reviewer: Call, case: Path) -> None:
    case.write_bytes(case.read_bytes()[:40_000])
    before = case.read_bytes()
    for command in ("verify", "show", "rank", "log"):
        answer = reviewer(command, case)
        assert (answer.status, answer.out) == (3, "")
        assert "er skadet" in answer.err
    assert case.read_bytes() == before


def test_the_filter_of_the_apps_search_narrows_the_list_and_what_it_cannot_read_is_refused(reviewer: Call, demo: Path) -> None:
    whole = {one["id"]: one for one in reviewer("show", demo, "--json").data["applications"]}
    found = reviewer("show", demo, "--only", "poeng>=3,36 beløp<6m sorter:beløp", "--json").data["applications"]
    fitting = [key for key, one in whole.items() if one["score"] and one["score"] >= 3.36 and one["amount_applied"] < 6_000_000]
    assert fitting
    assert [one["id"] for one in found] == sorted(fitting, key=lambda key: -whole[key]["amount_applied"])
    refused = reviewer("show", demo, "--only", "sorter:alt")
    assert (refused.status, "sorter:" in refused.err) == (1, True)
