"""What seats do from the command line: each in its own right, whole or not at all, and to be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, an_application, batch, hash_of

HEAD = "application;criterion;score;state;comment\n"


@pytest.fixture
def path(reviewer: Call, tmp_path: Path) -> Path:
    """A new case of two applications, not rated yet."""
    made = tmp_path / "ny.sak"
    applications = [an_application(key, phase="planning") for key in ("a-1", "a-2")]
    assert (
        reviewer("new", made, "--committee", "kommit-radet", batch(tmp_path / "a.json", *applications), "--budget", 1_500_000).status == 0
    )
    return made


def csv(folder: Path, text: str) -> Path:
    file = folder / "vurderinger.csv"
    file.write_text(HEAD + text, encoding="utf-8")
    return file


def all_criteria(application: str, score: int) -> str:
    return "".join(f"{application};{one};{score};;\n" for one in ("gjenbruk", "nytte", "gjennomforing", "samarbeid", "arkitektur"))


def test_ratings_come_in_once(reviewer: Call, path: Path, tmp_path: Path) -> None:
    file = csv(tmp_path, "a-1;nytte;4;;God\na-2;nytte;;abstained;Kjenner ikke feltet\n")
    first, again = (reviewer("rate", path, file, "--as", "bergen", "--json").data for _ in range(2))
    assert (first["rated"], first["unchanged"], again["rated"], again["unchanged"]) == (2, 0, 0, 2)
    file = csv(tmp_path, "a-1;nytte;5;;God\n")
    assert reviewer("rate", path, file, "--as", "bergen", "--json").data["rated"] == 1


@pytest.mark.parametrize(
    "row",
    [
        "a-9;nytte;4;;",
        "a-1;pris;4;;",
        "a-1;nytte;6;;",
        "a-1;nytte;0;;",
        "a-1;nytte;mye;;",
        "a-1;nytte;;deferred;",
        "a-1;nytte;3;abstained;x",
    ],
)
def test_one_bad_rating_refuses_them_all(reviewer: Call, path: Path, tmp_path: Path, row: str) -> None:
    before = hash_of(path)
    answer = reviewer("rate", path, csv(tmp_path, f"a-2;nytte;4;;\n{row}\n"), "--as", "bergen", "--json")
    assert answer.status == 1
    assert {problem["row"] for problem in answer.data["problems"]} == {3}
    assert hash_of(path) == before


@pytest.mark.parametrize("seat", ["sekretariat", "observator", "ks", "ukjent"])
def test_only_the_chair_and_the_members_rate(reviewer: Call, path: Path, tmp_path: Path, seat: str) -> None:
    before = hash_of(path)
    assert reviewer("rate", path, csv(tmp_path, "a-1;nytte;4;;\n"), "--as", seat).status == 1
    assert reviewer("rate", path, csv(tmp_path, "a-1;nytte;4;;\n")).status == 1
    assert hash_of(path) == before


def test_a_dry_run_of_ratings_writes_nothing(reviewer: Call, path: Path, tmp_path: Path) -> None:
    before = hash_of(path)
    assert reviewer("rate", path, csv(tmp_path, "a-1;nytte;4;;\n"), "--as", "bergen", "--dry-run", "--json").data["rated"] == 1
    assert hash_of(path) == before


def test_a_recused_seat_cannot_rate_what_it_does_not_see(reviewer: Call, case: Path, tmp_path: Path) -> None:
    events = reviewer("log", case, "--json").data["events"]
    seat, hidden = next((one["seat"], one["application"]) for one in events if one["body"].get("interest") == "recused")
    before = hash_of(case)
    assert reviewer("rate", case, csv(tmp_path, f"{hidden};nytte;4;;\n"), "--as", seat).status == 1
    assert hash_of(case) == before


def test_a_ratings_file_goes_round(reviewer: Call, case: Path, tmp_path: Path) -> None:
    assert reviewer("export", case, "--to", tmp_path / "ut", "--format", "ratings", "--as", "bergen").status == 0
    written = reviewer("rate", case, tmp_path / "ut" / "vurderinger-bergen.csv", "--as", "bergen", "--json").data
    assert (written["rated"], written["problems"]) == (0, [])
    assert written["unchanged"] > 0


def test_ratings_are_ones_own_until_they_are_opened(reviewer: Call, path: Path, tmp_path: Path) -> None:
    reviewer("rate", path, csv(tmp_path, all_criteria("a-1", 5)), "--as", "bergen")
    reviewer("rate", path, csv(tmp_path, all_criteria("a-1", 1) + all_criteria("a-2", 4)), "--as", "oslo")
    blind = reviewer("rank", path, "--as", "bergen", "--json")
    assert [(place["id"], place["score"]) for place in blind.data["places"]] == [("a-1", 5), ("a-2", None)]
    assert blind.err == "Vurderingene er ikke åpnet. Plassene følger av deltakerens egne vurderinger.\n"
    assert reviewer("rank", path, "--as", "ks").err == "Vurderingene er ikke åpnet. Det er ingen rekkefølge ennå.\n"
    assert reviewer("open-ratings", path, "--as", "bergen").status == 1
    assert reviewer("open-ratings", path).status == 0
    opened = reviewer("rank", path, "--as", "bergen", "--json")
    assert [(place["id"], place["score"]) for place in opened.data["places"]] == [("a-2", 4), ("a-1", 3)]
    assert opened.err == ""


def test_a_requirement_is_waived_with_a_reason_by_who_may(reviewer: Call, path: Path) -> None:
    def verdict() -> str:
        (one,) = reviewer("check", path, "a-1", "--json").data["applications"]
        return next(item["verdict"] for item in one["verdicts"] if item["rule"] == "nasjonal")

    assert verdict() == "unknown"
    assert reviewer("rule", path, "a-1", "nasjonal", "waived", "--reason", "x", "--as", "bergen").status == 1
    assert reviewer("rule", path, "a-1", "nasjonal", "waived", "--reason", "  ").status == 1
    assert reviewer("rule", path, "a-1", "ukjent", "waived", "--reason", "x").status == 1
    assert reviewer("rule", path, "a-9", "nasjonal", "waived", "--reason", "x").status == 1
    assert verdict() == "unknown"
    assert reviewer("rule", path, "a-1", "nasjonal", "waived", "--reason", "Et forprosjekt.", "--as", "oslo").status == 0
    assert verdict() == "waived"
    assert reviewer("rule", path, "a-1", "nasjonal", "computed", "--reason", "Feil.", "--as", "oslo").status == 0
    assert verdict() == "unknown"


def test_a_recommendation_that_departs_needs_its_reason(reviewer: Call, path: Path, tmp_path: Path) -> None:
    reviewer("rate", path, csv(tmp_path, all_criteria("a-1", 5) + all_criteria("a-2", 4)), "--as", "oslo")
    reviewer("open-ratings", path)
    before = hash_of(path)
    answer = reviewer("recommend", path, "a-2", "--outcome", "recommended", "--amount", "1 000 000")
    assert answer.status == 1
    assert "--departure" in answer.err
    assert reviewer("recommend", path, "a-1", "--outcome", "recommended").err == "Oppgi beløpet som innstilles: --amount KRONER.\n"
    assert hash_of(path) == before
    assert reviewer("recommend", path, "a-1", "--outcome", "recommended", "--amount", "1000000").status == 0
    assert reviewer("recommend", path, "a-2", "--outcome", "recommended", "--amount", "1000000", "--departure", "Haster.").status == 0


def test_before_the_ratings_are_opened_no_answer_tells_the_computed_order(reviewer: Call, path: Path, tmp_path: Path) -> None:
    call = ("recommend", path, "a-2", "--outcome", "recommended", "--amount", "1", "--as")
    before = [reviewer(*call, seat).err for seat in ("bergen", "observator")]
    reviewer("rate", path, csv(tmp_path, all_criteria("a-1", 5) + all_criteria("a-2", 4)), "--as", "oslo")
    assert [reviewer(*call, seat).err for seat in ("bergen", "observator")] == before
    assert not any("rekkefølgen" in words for words in before)


def test_a_recused_seat_neither_rules_nor_excludes_nor_recommends_nor_dissents_in_that_application(reviewer: Call, demo: Path) -> None:
    before = hash_of(demo)
    calls = [
        ("rule", demo, "2018-01", "nasjonal", "not_met", "--reason", "x", "--as", "oslo"),
        ("exclude", demo, "2018-01", "trondheim", "--reason", "x", "--as", "oslo"),
        ("recommend", demo, "2018-01", "--outcome", "not_recommended", "--departure", "x", "--reasons", "y", "--as", "oslo"),
        ("recommend", demo, "2018-09", "--dissent", "lom", "hei", "--as", "lom"),
        ("recommend", demo, "2018-09", "--dissent", "lom", "hei"),
    ]
    assert [reviewer(*call).status for call in calls] == [1] * len(calls)
    assert hash_of(demo) == before


def test_an_import_that_others_have_worked_on_is_not_undone(reviewer: Call, path: Path, tmp_path: Path) -> None:
    reviewer("rate", path, csv(tmp_path, all_criteria("a-1", 5)), "--as", "oslo")
    before = hash_of(path)
    assert reviewer("undo", path).status == 1
    assert hash_of(path) == before


def test_a_recommendation_has_all_its_parts(reviewer: Call, path: Path) -> None:
    call = (
        "--outcome",
        "recommended_on_conditions",
        "--amount",
        5,
        "--condition",
        "Én",
        "--condition",
        "To",
        "--reasons",
        "R",
        "--departure",
        "D",
    )
    assert reviewer("recommend", path, "a-1", *call, "--dissent", "lom", "Nei.").status == 0
    shown = {one["id"]: one["recommendation"] for one in reviewer("show", path, "--json").data["applications"]}["a-1"]
    assert shown == {
        "outcome": "recommended_on_conditions",
        "amount": 5,
        "conditions": ["Én", "To"],
        "reasons": "R",
        "departure": "D",
        "dissents": {"lom": "Nei."},
    }


def test_who_may_not_recommend_writes_nothing(reviewer: Call, path: Path) -> None:
    before = hash_of(path)
    assert reviewer("recommend", path, "a-1", "--outcome", "postponed", "--as", "bergen").status == 1
    assert reviewer("recommend", path, "a-9", "--reasons", "x").status == 1
    assert reviewer("recommend", path, "a-1").status == 2
    assert reviewer("recommend", path, "a-1", "--dissent", "lom", "Nei.", "--as", "bergen").status == 1
    assert hash_of(path) == before


def test_undo_takes_back_the_seats_own_last_act_and_says_which(reviewer: Call, path: Path, tmp_path: Path) -> None:
    reviewer("rate", path, csv(tmp_path, "a-1;nytte;4;;\na-1;gjenbruk;3;;\n"), "--as", "bergen")
    reviewer("budget", path, "99")
    answer = reviewer("undo", path, "--as", "bergen")
    assert (answer.status, answer.err) == (0, "Angret: Nytte: 4.\nAngret: Nasjonal gjenbruk: 3.\n")
    assert reviewer("undo", path, "--as", "bergen").status == 1
    assert reviewer("show", path, "--json").data["case"]["budget"] == 99
    assert reviewer("undo", path).err.replace("\u00a0", " ") == "Angret: Rammen ble satt til 99 kr.\n"
    assert reviewer("show", path, "--json").data["case"]["budget"] == 1_500_000


def test_the_budget_is_the_secretariats(reviewer: Call, path: Path) -> None:
    assert reviewer("budget", path, "7", "--as", "oslo").status == 1
    for wrong in ("x", "-5", "1,5", "", "٣x"):
        assert reviewer("budget", path, wrong).status == 2
    assert reviewer("show", path, "--json").data["case"]["budget"] == 1_500_000
