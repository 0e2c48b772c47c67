"""Rank and fund from the command line: every method, the best set, and what is done to the order by hand."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from reviewer.shipped import committee_path, shipped
from tests.cli.conftest import Call, hash_of

OFFICE = ("--as", "sekretariat")
FIXTURES = shipped("fixtures")


def ids(data: dict) -> list[str]:
    return [place["id"] for place in data["places"]]


@pytest.mark.parametrize("method", ["mean", "median", "npv-per-krone", "borda", "copeland", "schulze", "kemeny"])
def test_every_method_of_the_interface_ranks_the_case(reviewer: Call, demo: Path, method: str) -> None:
    before = hash_of(demo)
    answer = reviewer("rank", demo, "--method", method, "--json")
    assert answer.status == 0
    assert answer.data["method"] == method
    assert sorted(ids(answer.data)) == sorted(one["id"] for one in reviewer("show", demo, "--json").data["applications"])
    ranks = [place["rank"] for place in answer.data["places"] if place["rank"] is not None]
    assert ranks == [1 + sum(other < rank for other in ranks) for rank in ranks]
    assert hash_of(demo) == before


def test_intervals_hold_the_place_and_agreement_is_said(reviewer: Call, demo: Path) -> None:
    data = reviewer("rank", demo, "--json").data
    for place in data["places"]:
        if place["rank"] is None:
            assert place["interval"] is None
        else:
            best, worst = place["interval"]
            assert 1 <= best <= place["rank"] <= worst <= len(data["places"])
    assert -1 <= data["agreement"]["icc"] <= data["agreement"]["icc_average"] <= 1
    assert data["agreement"]["krippendorff_alpha"] <= 1
    assert data == reviewer("rank", demo, "--json").data


def test_an_order_by_worth_has_no_interval_from_ratings(reviewer: Call, demo: Path) -> None:
    assert {place["interval"] for place in reviewer("rank", demo, "--method", "npv-per-krone", "--json").data["places"]} == {None}


def test_the_methods_stand_side_by_side(reviewer: Call, demo: Path) -> None:
    data = reviewer("rank", demo, "--compare", "--weights", "--leniency", "--json").data
    by_all = set.intersection(*(set(funded) for funded in data["funded_by_method"].values() if funded))
    assert set(data["funded_by_all"]) == by_all
    assert not by_all & set(data["depends_on_method"])
    assert {one["criterion"] for one in data["weight_ranges"]} == {"gjenbruk", "nytte", "gjennomforing", "samarbeid", "arkitektur"}
    assert abs(sum(data["leniency"].values())) < 1e-9
    ranks = {place["id"]: place["rank"] for place in data["places"]}
    assert {key for key, rank in data["adjusted_rank"].items() if rank != ranks[key]} == set(data["would_move"])
    told = reviewer("rank", demo, "--leniency").out
    first = next(line for line in told.splitlines() if line.startswith("2018-02 "))
    assert first.split()[3] == f"{data['adjusted']['2018-02']:.2f}".replace(".", ",")
    assert reviewer("rank", demo, "--compare").status == 0


def test_the_best_set_is_worth_at_least_the_list_and_keeps_the_wishes(reviewer: Call, demo: Path) -> None:
    by_list = reviewer("fund", demo, "--json").data
    answer = reviewer(
        "fund", demo, "--strategy", "optimal", "--must", "2018-07", "--never", "2018-01", "--either", "2018-05,2018-06", "--json"
    )
    data = answer.data
    chosen = {one["id"] for one in data["allocations"]}
    assert data["optimal"] is True
    assert {"2018-07"} <= chosen
    assert not {"2018-01"} & chosen
    assert len(chosen & {"2018-05", "2018-06"}) <= 1
    assert data["spent"] + data["left"] == data["budget"]
    assert data["spent"] == sum(one["amount"] for one in data["allocations"]) <= data["budget"]
    assert data["by_list"]["value"] == by_list["value"]
    assert reviewer("fund", demo, "--strategy", "optimal", "--json").data["value"] >= by_list["value"]


def test_what_each_wish_costs_and_other_frames_give(reviewer: Call, demo: Path) -> None:
    answer = reviewer("fund", demo, "--strategy", "optimal", "--must", "2018-02", "--per-applicant", "1", "--costs", "--json").data
    assert [one["cost"] >= 0 for one in answer["wishes"]] == [True, True]
    values = [one["value"] for one in answer["other_budgets"]]
    assert values == sorted(values)
    assert len(values) == 4


def test_wishes_that_cost_nothing_alone_tell_what_they_cost_together(reviewer: Call, demo: Path) -> None:
    free = reviewer("fund", demo, "--strategy", "optimal", "--json").data
    one, other = (award["id"] for award in free["allocations"][:2])
    # Each of the two keeps one of the same pair out: without either of them the other still does.
    call = ("fund", demo, "--strategy", "optimal", "--either", f"{one},{other}", "--either", f"{other},{one}", "--costs")
    held = reviewer(*call, "--json").data
    assert [wish["cost"] for wish in held["wishes"]] == [0, 0]
    assert held["wishes_together"] == pytest.approx(free["value"] - held["value"])
    assert held["wishes_together"] > 0
    assert "Til sammen koster ønskene" in reviewer(*call).out


@pytest.mark.parametrize(
    ("wish", "words", "status"),
    [
        (("--must", "borte"), "Søknad borte finnes ikke i saken", 1),
        (("--either", "2018-01"), "minst to søknader", 2),
        (("--share", "tema=x:2-1"), "ingen andel av rammen", 2),
        (("--share", "tema=finnesikke:0-1"), "Ingen søknad har", 1),
        (("--year", "2018"), "ingen årsramme", 2),
        (("--source", "stat=2:5"), "ingen kilde", 2),
        (
            ("--must", "2018-09"),
            "2018-09 skal ha penger, men kan ikke få det. Et krav er ikke oppfylt: «Flere kommuner tar løsningen i bruk».",
            1,
        ),
        (("--must", "2018-01", "--either", "2018-01,2018-07", "--must", "2018-07"), "Det holder å ta bort ett av disse: 2018-01 får", 1),
        (("--requires", "2018-01,2018-02,2018-03"), "Skriv to søknader", 2),
    ],
)
def test_a_wish_that_cannot_be_is_refused_in_words(reviewer: Call, demo: Path, wish: tuple[str, ...], words: str, status: int) -> None:
    answer = reviewer("fund", demo, "--strategy", "optimal", *wish)
    assert answer.status == status
    assert words in answer.err


def test_a_year_and_a_source_can_have_budgets_of_their_own(reviewer: Call, demo: Path) -> None:
    """A state that pays half of every grant, up to 5 million, leaves 10 million to give."""
    by_source = reviewer("fund", demo, "--strategy", "optimal", "--source", "stat=0.5:5000000", "--json").data
    assert 0 < by_source["spent"] <= 10_000_000
    free = reviewer("fund", demo, "--strategy", "optimal", "--json").data
    by_year = reviewer("fund", demo, "--strategy", "optimal", "--year", "2018:5000000", "--json").data
    assert by_year["value"] <= free["value"]
    assert by_year["spent"] < free["spent"]


def test_down_the_list_those_that_must_get_money_come_first_and_those_that_must_not_are_passed_over(reviewer: Call, demo: Path) -> None:
    data = reviewer("fund", demo, "--must", "2018-07", "--never", "2018-01", "--json").data
    given = {one["id"]: one["amount"] for one in data["allocations"]}
    assert given["2018-07"] == 2_900_000
    assert {one["id"]: one["reason"] for one in data["passed_over"]}["2018-01"] == "Den skal ikke ha penger."
    assert data["spent"] == sum(given.values()) <= data["budget"] == data["spent"] + data["left"]
    plain = reviewer("fund", demo, "--never", "2018-01", "--json", "--budget", "37100000").data
    assert {key: amount for key, amount in given.items() if key != "2018-07"} == {one["id"]: one["amount"] for one in plain["allocations"]}


@pytest.mark.parametrize(
    ("wish", "words", "status"),
    [
        (
            ("--must", "2018-09"),
            "2018-09 skal ha penger, men kan ikke få det. Et krav er ikke oppfylt: «Flere kommuner tar løsningen i bruk».",
            1,
        ),
        (("--must", "borte"), "Søknad borte finnes ikke i saken", 1),
        (("--must", "2018-01", "--never", "2018-01"), "kan ikke både få penger og ikke få penger", 1),
        (("--must", "2018-01", "--must", "2018-02", "--budget", "20000000"), "får 1 500 000 kr mer enn rammen", 1),
        (("--either", "2018-01,2018-02"), "--strategy optimal", 2),
    ],
)
def test_what_cannot_be_down_the_list_is_refused_in_words(
    reviewer: Call, demo: Path, wish: tuple[str, ...], words: str, status: int
) -> None:
    answer = reviewer("fund", demo, *wish)
    assert answer.status == status
    assert words in answer.err.replace("\u00a0", " ")


def test_a_move_keeps_both_places_and_can_be_left_to_the_order_again(reviewer: Call, case: Path) -> None:
    assert reviewer("place", case, "2018-05", "1", "--reason", "Haster.", *OFFICE).status == 0
    first = reviewer("rank", case, "--json").data["places"][0]
    assert (first["id"], first["rank"], first["computed_rank"], first["moved"]["reason"]) == ("2018-05", 1, 6, "Haster.")
    assert reviewer("place", case, "2018-05", "computed", "--reason", "Likevel ikke.", *OFFICE).status == 0
    assert ids(reviewer("rank", case, "--json").data)[0] != "2018-05"
    assert reviewer("place", case, "2018-05", "øverst", "--reason", "x", *OFFICE).status == 2
    assert reviewer("place", case, "2018-05", "2", "--reason", "x", "--as", "bergen").status == 1


def test_after_a_move_what_departs_is_told_by_the_councils_order_everywhere(reviewer: Call, case: Path, tmp_path: Path) -> None:
    assert reviewer("place", case, "2018-07", "1", "--reason", "Haster.", *OFFICE).status == 0
    refused = reviewer("recommend", case, "2018-07", "--outcome", "not_recommended", *OFFICE)
    assert refused.status == 1
    words = "Rådets egen rekkefølge gir 2 900 000 kr. Rådet innstiller ikke på noe beløp. Den beregnede rekkefølgen gir ingenting."
    assert words in refused.err.replace("\u00a0", " ")
    assert reviewer("recommend", case, "2018-07", "--outcome", "not_recommended", "--departure", "Nei.", *OFFICE).status == 0
    assert reviewer("export", case, "--to", tmp_path / "ut", "--format", "md").status == 0
    text = (tmp_path / "ut" / "innstilling.md").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert f"{words} Nei." in text
    assert "Her avviker rådet fra rekkefølgen:" in text


def test_where_the_list_is_worth_more_by_a_partial_grant_nothing_else_is_claimed(reviewer: Call, demo: Path) -> None:
    """The best set has whole grants where no floor is wished; the list may end in a part, and is then worth more in kroner."""
    call = ("fund", demo, "--budget", "33000000", "--strategy", "optimal", "--measure", "score_by_kroner")
    answer = reviewer(*call, "--json").data
    assert answer["by_list"]["value"] > answer["value"]
    text = reviewer(*call).out
    assert "Ingen utvalg av hele tildelinger er verdt mer:" in text
    assert "Listen kan være verdt mer:" in text
    partial = reviewer(*call, "--floor", "0").out
    assert "Ingen utvalg er verdt så mye som en milliondel mer:" in partial
    assert "Listen kan være verdt mer:" not in partial


def test_a_place_outside_its_part_of_the_list_is_refused_and_those_possible_are_said(reviewer: Call, case: Path) -> None:
    places = reviewer("rank", case, "--json").data["places"]
    last = max(place["rank"] for place in places if place["rank"] is not None and place["eligible"] is not False)
    part = [place for place in places if place["eligible"] is not False and place["rank"] is not None]
    assert last <= len(part)
    before = hash_of(case)
    for to in (99, len(part) + 1, 0):
        answer = reviewer("place", case, "2018-05", to, "--reason", "x", *OFFICE)
        assert answer.status == 1
        assert hash_of(case) == before
    assert f"2018-05 kan ikke stå på plass 99. I denne delen av listen går plassene fra 1 til {len(part)}." in (
        reviewer("place", case, "2018-05", 99, "--reason", "x", *OFFICE).err
    )
    assert reviewer("place", case, "2018-05", len(part), "--reason", "x", *OFFICE).status == 0
    moved = {place["id"]: place["rank"] for place in reviewer("rank", case, "--json").data["places"]}
    assert moved["2018-05"] == len(part)


def test_a_place_within_a_shared_place_is_refused_and_the_two_beside_it_are_named(reviewer: Call, case: Path) -> None:
    before = hash_of(case)
    answer = reviewer("place", case, "2018-07", "7", "--reason", "x", *OFFICE)
    assert (answer.status, hash_of(case)) == (1, before)
    assert "2018-05 og 2018-06 deler plass 6. Velg plass 6, foran dem, eller 8, bak dem." in answer.err
    assert reviewer("place", case, "2018-05", "7", "--reason", "Rådet skiller de to.", *OFFICE).status == 0
    ranks = {place["id"]: place["rank"] for place in reviewer("rank", case, "--json").data["places"]}
    assert (ranks["2018-06"], ranks["2018-05"]) == (6, 7)


def test_after_a_move_nothing_that_the_new_order_gives_is_called_computed(reviewer: Call, case: Path, tmp_path: Path) -> None:
    plain = {place["id"]: place["interval"] for place in reviewer("rank", case, "--json").data["places"]}
    assert reviewer("place", case, "2018-08", "2", "--reason", "Haster.", *OFFICE).status == 0
    moved = reviewer("rank", case)
    assert "Det rådet selv har flyttet, er ikke med: Det gjelder de beregnede plassene." in moved.out
    assert {place["id"]: place["interval"] for place in reviewer("rank", case, "--json").data["places"]} == plain
    assert reviewer("export", case, "--to", tmp_path / "ut", "--format", "md", "--document", "ranking").status == 0
    text = (tmp_path / "ut" / "rangert-liste.md").read_text(encoding="utf-8")
    assert "| Etter listen (kr) |" in text
    assert "Beregnet (kr)" not in text
    assert "Usikkerheten gjelder de beregnede plassene." in text


def test_who_stands_elsewhere_because_another_was_moved_keeps_its_computed_place_on_paper_too(
    reviewer: Call, case: Path, tmp_path: Path
) -> None:
    first = reviewer("rank", case, "--json").data["places"][0]["id"]
    assert reviewer("place", case, "2018-05", "1", "--reason", "Haster.", *OFFICE).status == 0
    reasons = {place["id"]: place["reason"] for place in reviewer("rank", case, "--json").data["places"]}
    assert reasons[first].endswith("Beregnet plass 1: Rådet har flyttet andre.")
    assert "Beregnet plass" not in reasons["2018-05"]
    assert reviewer("export", case, "--to", tmp_path / "ut", "--format", "md").status == 0
    text = (tmp_path / "ut" / "innstilling.md").read_text(encoding="utf-8")
    assert "Disse står på en annen plass fordi andre er flyttet:" in text
    assert f"({first}): beregnet plass 1, nå plass 2" in text
    assert "etter den beregnede rekkefølgen" not in text.partition("Rangering")[2].partition("Her avviker")[0].lower()


def test_an_excluded_rating_counts_no_more_until_it_is_undone(reviewer: Call, case: Path) -> None:
    before = reviewer("rank", case, "--json").data
    assert reviewer("exclude", case, "2018-02", "oslo", "--reason", "Kjenner søkeren.", *OFFICE).status == 0
    ratings = {place["id"]: place["ratings"] for place in reviewer("rank", case, "--json").data["places"]}
    assert ratings["2018-02"] == next(place["ratings"] for place in before["places"] if place["id"] == "2018-02") - 1
    assert reviewer("undo", case, *OFFICE).status == 0
    assert reviewer("rank", case, "--json").data == before


def test_only_what_was_given_is_left_out_and_its_author_is_told_of_what_comes_after(reviewer: Call, case: Path, tmp_path: Path) -> None:
    seats = {one["id"]: one["seats"] for one in reviewer("ratings", case, "--json").data["applications"]}
    silent = next((key, seat) for key, cells in seats.items() for seat, cell in cells.items() if cell["state"] == "not_rated")
    before = hash_of(case)
    missing = reviewer("ratings", case, "--json").data["missing"]
    refused = reviewer("exclude", case, *silent, "--reason", "x", *OFFICE)
    assert (refused.status, "ingenting å ta ut" in refused.err) == (1, True)
    assert reviewer("exclude", case, "2018-02", "oslo", "--count-again", "--reason", "x", *OFFICE).status == 1
    assert hash_of(case) == before
    assert reviewer("exclude", case, "2018-02", "oslo", "--reason", "Kjenner søkeren.", *OFFICE).status == 0
    assert reviewer("ratings", case, "--json").data["missing"] == missing
    given = tmp_path / "v.csv"
    given.write_text("application;criterion;score;state;comment\n2018-02;nytte;1;;\n", encoding="utf-8")
    told = reviewer("rate", case, given, "--as", "oslo").err
    assert "Rådet har tatt ut din vurdering av 2018-02. Den teller ikke med: Kjenner søkeren." in told
    assert reviewer("exclude", case, "2018-02", "oslo", "--count-again", "--reason", "Feil person.", *OFFICE).status == 0
    assert "tatt ut" not in reviewer("rate", case, given, "--as", "oslo").err


def test_a_draw_is_announced_once_and_parts_equals_by_sha_256(reviewer: Call, case: Path, tmp_path: Path) -> None:
    text = committee_path("kommit-radet").read_text(encoding="utf-8")
    rules = tmp_path / "radet.toml"
    rules.write_text(
        text.replace('unresolved = "with_eligible"', 'unresolved = "with_eligible"\nties = [{ kind = "draw" }]'), encoding="utf-8"
    )
    assert reviewer("amend", case, rules, "--reason", "Rådet vedtok loddtrekning.", *OFFICE).status == 0
    tied = [place["id"] for place in reviewer("rank", case, "--json").data["places"] if place["tied_with"]]
    assert tied
    assert reviewer("draw", case, "Lotto 21.11.2026", *OFFICE).status == 0
    places = reviewer("rank", case, "--json").data["places"]
    drawn = [place["id"] for place in places if place["id"] in tied]
    assert drawn == sorted(tied, key=lambda key: sha256(f"Lotto 21.11.2026|{key}".encode()).hexdigest())
    assert all(not place["tied_with"] for place in places)
    assert reviewer("draw", case, "et annet frø", *OFFICE).status == 1
    assert reviewer("verify", case).status == 0


def test_changed_rules_list_the_ratings_that_wait_and_their_author_carries_them_over(reviewer: Call, case: Path, tmp_path: Path) -> None:
    text = committee_path("kommit-radet").read_text(encoding="utf-8")
    rules = tmp_path / "radet.toml"
    rules.write_text(text.replace('question = "Hvor stor er nytten', 'question = "Hvor stor er den samlede nytten'), encoding="utf-8")
    before = reviewer("rank", case, "--json").data
    assert reviewer("amend", case, rules, "--reason", "Tydeligere spørsmål.", *OFFICE).status == 0
    listed = reviewer("confirm", case, "--as", "oslo", "--dry-run", "--json").data
    assert {one["criterion"] for one in listed["outdated"]} == {"nytte"}
    assert listed["confirmed"] == 0
    for seat in ("oslo", "bergen", "trondheim", "stavanger", "tromso", "lillehammer", "lom", "trondelag"):
        assert reviewer("confirm", case, "--as", seat).status == 0
    after = reviewer("rank", case, "--json").data
    assert [(place["id"], place["score"]) for place in after["places"]] == [(place["id"], place["score"]) for place in before["places"]]
    assert reviewer("verify", case).status == 0


def test_what_was_rated_before_an_application_was_changed_is_listed_and_its_author_lets_it_stand(
    reviewer: Call, case: Path, tmp_path: Path
) -> None:
    batch = tmp_path / "runden.toml"
    text = (FIXTURES / "digifin-illustrativ.toml").read_text(encoding="utf-8")
    at = text.index('id = "2018-03"')
    batch.write_text(text[:at] + text[at:].replace('title = "', 'title = "Ny: ', 1), encoding="utf-8")
    assert reviewer("import", case, batch, *OFFICE).status == 0
    earlier = reviewer("ratings", case, "--json", *OFFICE).data["earlier"]
    own = {(one["application"], one["criterion"]) for one in earlier if one["seat"] == "lom"}
    assert own
    listed = reviewer("confirm", case, "--as", "lom", "--dry-run", "--json").data
    assert {(one["application"], one["criterion"]) for one in listed["earlier"]} == own
    assert {tuple(one["changed"]) for one in listed["earlier"]} == {("title",)}
    assert reviewer("confirm", case, "2018-01", "--as", "lom", "--json").data["confirmed"] == 0
    assert reviewer("confirm", case, "--as", "lom", "--json").data["confirmed"] == len(own)
    left = reviewer("ratings", case, "--json", *OFFICE).data["earlier"]
    assert left == [one for one in earlier if one["seat"] != "lom"]
    assert reviewer("confirm", case, "--as", "lom", "--json").data["confirmed"] == 0


def test_when_an_applicant_declines_the_next_in_line_is_named(reviewer: Call, case: Path) -> None:
    assert reviewer("place", case, "2018-05", "6", "--reason", "Rådet skiller de to.", *OFFICE).status == 0
    answer = reviewer("decline", case, "2018-03", "--reason", "Prosjektet er stanset.", *OFFICE)
    assert answer.status == 0
    assert "2018-05" in answer.err
    assert "2018-03" not in {one["id"] for one in reviewer("fund", case, "--json").data["allocations"]}


def test_all_above_the_line_are_recommended_in_one_act(reviewer: Call, case: Path) -> None:
    before = hash_of(case)
    listed = reviewer("recommend-line", case, "--dry-run", "--json", *OFFICE).data
    assert hash_of(case) == before
    assert listed["recommended"]
    done = reviewer("recommend-line", case, "--json", *OFFICE).data
    assert done == {**listed, "written": True}
    assert reviewer("recommend-line", case, "--json", *OFFICE).data["recommended"] == []
    assert reviewer("undo", case, *OFFICE).status == 0
    assert reviewer("recommend-line", case, "--dry-run", "--json", *OFFICE).data["recommended"] == listed["recommended"]


def test_only_those_that_reach_a_mean_are_recommended_and_the_mean_itself_reaches_it(reviewer: Call, case: Path) -> None:
    means = {one["id"]: one["mean"] for one in reviewer("ratings", case, "--json").data["applications"]}
    every = reviewer("recommend-line", case, "--dry-run", "--json", *OFFICE).data["recommended"]
    assert [one["score"] for one in every] == [means[one["id"]] for one in every]
    exact = "11/3"
    data = reviewer("recommend-line", case, "--at-least", exact, "--dry-run", "--json", *OFFICE).data
    assert [one["id"] for one in data["recommended"]] == [one["id"] for one in every if one["score"] >= 11 / 3]
    assert [one["id"] for one in data["below"]] == [one["id"] for one in every if one["score"] < 11 / 3]
    assert not {one["id"] for one in data["without_money"]} & {one["id"] for one in every}
    for written in ("3.3", "3,3"):
        assert reviewer("recommend-line", case, "--at-least", written, "--dry-run", "--json", *OFFICE).data["recommended"] == every
    assert reviewer("recommend-line", case, "--at-least", "mye", *OFFICE).status == 2
    done = reviewer("recommend-line", case, "--at-least", exact, "--json", *OFFICE).data
    assert done == {**data, "written": True}
    assert reviewer("undo", case, *OFFICE).status == 0
    assert reviewer("recommend-line", case, "--dry-run", "--json", *OFFICE).data["recommended"] == every


def test_where_two_share_the_place_next_in_line_both_are_named(reviewer: Call, case: Path) -> None:
    answer = reviewer("decline", case, "2018-03", "--reason", "Prosjektet er stanset.", *OFFICE)
    assert answer.status == 0
    assert "2018-05 og 2018-06 deler plassen. Rådet må velge mellom dem." in answer.err
    assert "Ingen" not in answer.err


def test_a_recommendation_beyond_the_frame_is_warned_of_before_it_is_written(reviewer: Call, case: Path) -> None:
    answer = reviewer("recommend", case, "2018-07", "--outcome", "recommended", "--amount", 42_900_000, "--departure", "Haster.", *OFFICE)
    warned, written = answer.err.splitlines()
    assert "kr mer enn rammen. Sett ned et beløp, eller ta en søknad ut." in warned.replace("\u00a0", " ")
    assert written.startswith("Skrevet:")
    dissent = reviewer("recommend", case, "2018-07", "--dissent", "oslo", "Uenig.", *OFFICE)
    assert "rammen" not in dissent.err


def test_the_line_is_not_recommended_beyond_the_frame_and_a_single_recommendation_beyond_it_says_so(reviewer: Call, case: Path) -> None:
    more = ("recommend", case, "2018-11", "--outcome", "recommended", "--amount", 7_400_000, "--departure", "Haster.", *OFFICE)
    assert "rammen" not in reviewer(*more).err
    before = hash_of(case)
    stated = [one["recommendation"] for one in reviewer("show", case, "--json").data["applications"]]
    granted = sum(one["amount"] or 0 for one in stated if one and (one["outcome"] or "").startswith("recommended"))
    added = sum(one["amount"] for one in reviewer("recommend-line", case, "--dry-run", "--json", *OFFICE).data["recommended"])
    over = f"{granted + added - 40_000_000:,} kr mer enn rammen".replace(",", " ")
    for asked in (("--dry-run",), ()):
        answer = reviewer("recommend-line", case, *asked, *OFFICE)
        assert answer.status == 1
        assert over in answer.err.replace("\u00a0", " ")
        assert reviewer("recommend-line", case, "--json", *asked, *OFFICE).data["written"] is False
    assert hash_of(case) == before
    assert reviewer("recommend", case, "2018-11", "--outcome", "not_recommended", *OFFICE).status == 0
    assert reviewer("recommend-line", case, *OFFICE).status == 0
    beyond = reviewer(*more)
    assert beyond.status == 0
    assert over in beyond.err.replace("\u00a0", " ")


def test_the_second_round_is_told_apart(reviewer: Call, case: Path, tmp_path: Path) -> None:
    ratings = tmp_path / "v.csv"
    ratings.write_text("application;criterion;score;state;comment\n2018-02;nytte;1;;\n", encoding="utf-8")
    assert reviewer("second-round", case, *OFFICE).status == 0
    assert reviewer("rate", case, ratings, "--as", "oslo").status == 0
    rated = [event["body"] for event in reviewer("log", case, "--json").data["events"] if event["kind"] == "rated"]
    after = [(body["application"], body["criterion"], body["seat"], body["score"]) for body in rated if body["round"] == "after"]
    assert after == [("2018-02", "nytte", "oslo", 1)]
    assert "Oslo kommune (leder) på «Nytte» fra 5 til 1" in reviewer("ratings", case).out
    exported = reviewer("export", case, "--to", tmp_path / "ut", "--format", "md")
    assert exported.status == 0
    paper = next((tmp_path / "ut").glob("*.md")).read_text(encoding="utf-8")
    assert "vurderte på nytt etter drøftingen" in paper


def test_at_most_so_many_that_share_a_field_is_a_wish_of_its_own(reviewer: Call, demo: Path) -> None:
    one = reviewer("fund", demo, "--strategy", "optimal", "--at-most", "county:1", "--costs", "--json").data
    shown = [reviewer("show", demo, entry["id"], "--json").data["applications"][0] for entry in one["allocations"]]
    kept = [application["applicant"]["number"][:2] for application in shown if application["applicant"]["number"]]
    assert len(kept) == len(set(kept))
    assert one["wishes"][0]["wish"] == "høyst 1 per fylke"
    refused = reviewer("fund", demo, "--strategy", "optimal", "--at-most", "county")
    assert (refused.status, "ingen grense" in refused.err) == (2, True)


def test_what_the_years_carry_adds_up_to_what_is_given(reviewer: Call, demo: Path) -> None:
    for strategy in ("ranked", "optimal"):
        found = reviewer("fund", demo, "--strategy", strategy, "--json").data
        assert sum(found["by_year"].values()) == found["spent"]
        assert found["by_source"] == {}


def test_who_has_been_granted_money_already_is_not_named_as_next_in_line(reviewer: Call, case: Path) -> None:
    granted = {one["id"] for one in reviewer("fund", case, "--json").data["allocations"]}
    assert reviewer("recommend-line", case, *OFFICE).status == 0
    waiting = reviewer("reserve", case, "--json").data["reserve"]
    assert not granted & {one["id"] for one in waiting}
    answer = reviewer("decline", case, min(granted), "--reason", "Prosjektet er stanset.", *OFFICE)
    assert answer.status == 0
    first = reviewer("reserve", case, "--json").data["reserve"][0]["id"]
    assert first in answer.err
    assert not [key for key in granted if key in answer.err.partition("rekken")[2]]


def test_when_one_that_waits_declines_the_first_on_the_reserve_list_is_named(reviewer: Call, case: Path) -> None:
    granted = {one["id"]: one["amount"] for one in reviewer("fund", case, "--json").data["allocations"]}
    assert reviewer("recommend-line", case, *OFFICE).status == 0
    first, second, *_ = (one["id"] for one in reviewer("reserve", case, "--json").data["reserve"])
    gone = max(granted, key=lambda key: granted[key])
    assert reviewer("decline", case, gone, "--reason", "Prosjektet er stanset.", *OFFICE).status == 0
    answer = reviewer("decline", case, second, "--reason", "Prosjektet er stanset.", *OFFICE)
    assert f"Neste i rekken: {first}." in answer.err


def test_the_reserve_list_and_how_long_it_holds_stand_in_the_proposal(reviewer: Call, case: Path, tmp_path: Path) -> None:
    assert reviewer("recommend-line", case, *OFFICE).status == 0
    assert reviewer("reserve", case, "--until", "2018-12-31", *OFFICE).status == 0
    assert reviewer("export", case, "--to", tmp_path / "ut", "--format", "md,json").status == 0
    text = (tmp_path / "ut" / "innstilling.md").read_text(encoding="utf-8").replace("\u00a0", " ")
    waiting = reviewer("reserve", case, "--json").data["reserve"]
    assert waiting
    places = [text.index(f"({one['id']}): plass {one['rank']}", text.index("Reserveliste.")) for one in waiting]
    assert places == sorted(places)
    assert "Reservelisten gjelder til og med 31.12.2018." in text
    assert [one["rank"] for one in waiting].count(6) == 2
    assert text.count("plass 6=, inntil") == 2
    assert "Der to eller flere deler en plass, skrevet 2=, står ingen av dem foran de andre: Rådet velger." in text
    assert reviewer("reserve", case).out.count(" 6=  ") == 2
    stated = json.loads((tmp_path / "ut" / "innstilling.json").read_text(encoding="utf-8"))["reserve"]
    assert stated["until"] == "2018-12-31"
    assert [one["id"] for one in stated["applications"]] == [one["id"] for one in waiting]


def test_show_tells_what_an_application_has_been(reviewer: Call, case: Path) -> None:
    assert reviewer("place", case, "2018-05", "6", "--reason", "Rådet skiller de to.", *OFFICE).status == 0
    assert reviewer("place", case, "2018-05", "computed", "--reason", "Rådet ombestemte seg.", *OFFICE).status == 0
    assert "har vært flyttet i rekkefølgen" in reviewer("show", case, "2018-05").out
    assert reviewer("show", case, "2018-05", "--json").data["applications"][0]["labels"] == ["moved"]


def test_who_is_recused_is_told_whose_rating_it_had_left_out_counts_again(reviewer: Call, case: Path) -> None:
    before = reviewer("ratings", case, "--json").data["applications"]
    assert reviewer("exclude", case, "2018-02", "bergen", "--reason", "Kjenner søkeren.", "--as", "oslo").status == 0
    assert reviewer("ratings", case, "--json").data["applications"] != before
    told = "Oslo kommune (leder) hadde tatt ut det Bergen kommune ga 2018-02. Så lenge Oslo kommune (leder) er inhabil, teller det igjen."
    assert told in reviewer("declare", case, "2018-02", "recused", "--ground", "x", "--as", "oslo").err
    found = {one["id"]: one["seats"]["bergen"] for one in reviewer("ratings", case, "--json").data["applications"]}
    assert found["2018-02"] == {one["id"]: one["seats"]["bergen"] for one in before}["2018-02"]
    assert reviewer("verify", case).status == 0
