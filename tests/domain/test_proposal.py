"""The proposal: the motion is the council's, the ranking the computation's, and nothing is sent as final that is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.application import Claim, Flow, Role, Side
from reviewer.domain.blocks import Block, Bullets, Facts, Heading, Paragraph, Row, Table, Tone
from reviewer.domain.events import Outcome, Rated, RatingState
from reviewer.domain.proposal import Proposal
from reviewer.language.speech import Speech
from tests.domain.small_round import application, opening, paper, received, recommendation, scores, settled, waived

SPEECH = Speech("nb")


def section(proposal: Proposal, anchor: str) -> list[Block]:
    """Return the blocks from that anchor to the next heading of level 2."""
    start = next(at for at, block in enumerate(proposal.blocks) if isinstance(block, Heading) and block.anchor == anchor)
    rest = proposal.blocks[start + 1 :]
    end = next((at for at, block in enumerate(rest) if isinstance(block, Heading) and block.level <= 2), len(rest))
    return list(rest[:end])


def plain(value: Any) -> str:
    return SPEECH.value(value).replace("\u00a0", " ")


def texts(blocks: list[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                found.append(plain(block.text))
            case Bullets():
                found += [plain(item) for item in block.items]
            case Facts():
                found += [f"{plain(name)}: {plain(value)}" for name, value in block.rows]
            case Table():
                found += ["|".join(cells(row)) for row in block.rows]
    return found


def cells(row: Row) -> list[str]:
    return [f"---{plain(row.rule)}"] if row.rule else [plain(cell) for cell in row.cells]


def missing(proposal: Proposal) -> list[str]:
    return [plain(said) for said in proposal.missing]


def test_the_motion_comes_first_with_the_councils_amounts_and_their_sum() -> None:
    found = texts(section(paper(settled()), "recommendation"))
    assert found[0] == "1. Prøverådet anbefaler at KS tildeler inntil 8 500 000 kr, fordelt slik:"
    assert found[1:4] == [
        "Ask (A)|Ask kommune|5 500 000|Vilkår 1–2",
        "Bjørk (B)|Bjørk kommune|3 000 000|Ingen",
        "I alt||8 500 000|",
    ]
    assert found[4:8] == ["2. Tildelingene gis på disse vilkårene:", "For Ask (A):", "Planen er klar.", "Avtalen er signert."]
    assert found[8:] == [
        "3. Disse søknadene utsettes:",
        "Eik (C), Eik kommune",
        "4. Disse søknadene innstilles ikke:",
        "Dunk (D), Dunk kommune",
    ]


def test_the_budget_line_stands_after_the_last_funded_place_and_shared_places_say_so() -> None:
    table = next(block for block in section(paper(settled()), "ranking") if isinstance(block, Table))
    assert [cells(row)[0] for row in table.rows] == [
        "1",
        "---Ramme 10 000 000 kr · brukt 6 000 000 kr · igjen 4 000 000 kr",
        "2=",
        "2=",
        "4",
    ]
    # A: (3 · 4,5 + 4) / 4 = 4,375, written with two decimals, halves away from zero.
    assert [cells(row)[2] for row in table.rows if not row.rule] == ["4,38", "3,00", "3,00", "1,00"]


def test_what_the_line_passed_over_and_where_the_council_departs_is_told() -> None:
    found = texts(section(paper(settled()), "ranking"))
    told = [line for line in found if line.startswith(("Bjørk (B):", "Ask (A):", "Dunk (D):"))]
    assert len(told) == 4
    assert told[-1].endswith("Bjørk er billigere per kommune.")


def test_a_settled_round_is_final_and_lacks_nothing() -> None:
    proposal = paper(settled())
    assert (proposal.draft, missing(proposal)) == (False, [])


def test_an_application_without_recommendation_makes_it_a_draft() -> None:
    proposal = paper(settled()[:-1])
    assert proposal.draft
    assert missing(proposal) == ["1 søknad mangler innstilling: Dunk (D)."]
    notices = [plain(block.text) for block in proposal.blocks if isinstance(block, Paragraph) and block.tone is Tone.NOTICE]
    assert any(text.startswith("UTKAST") for text in notices)


def test_a_departure_without_a_reason_an_empty_amount_and_too_much_money_are_each_named() -> None:
    bodies = [
        *opening(1_000_000),
        *received(application("A", "Ask", 900_000), application("B", "Bjørk", 100_000)),
        recommendation("A", Outcome.RECOMMENDED, amount=1_500_000),
        recommendation("B", Outcome.CONDITIONS, departure="x"),
    ]
    assert missing(paper(bodies)) == [
        "Bjørk (B) innstilles uten beløp.",
        "Bjørk (B) innstilles med vilkår, men ingen vilkår er skrevet.",
        "Innstillingen for Ask (A) avviker fra rekkefølgen uten begrunnelse.",
        "Ask (A) er innstilt på 1 500 000 kr. Det er mer enn det er søkt om (900 000 kr).",
        "Rammen er overskredet med 500 000 kr. Sett ned et beløp, eller ta en søknad ut.",
    ]


def test_two_values_for_one_field_make_it_a_draft() -> None:
    proposal = paper([*settled(), recommendation("A", Outcome.NOT_RECOMMENDED)])
    assert any("strider mot hverandre" in line for line in missing(proposal))


def test_criteria_that_are_not_adopted_are_said_to_be_proposed() -> None:
    found = " ".join(texts(section(paper(settled()), "assessed")))
    assert "foreslått, ikke vedtatt" in found
    assert "Nytte||1–5|75 %" in found


def test_a_waived_requirement_is_shown_with_seat_reason_and_what_was_computed() -> None:
    found = texts(section(paper([*settled(), waived("D")]), "applications"))
    assert "Oslo kommune (leder) har fraveket kravet «Søkeren kan søke»: Eies av kommuner. (Beregnet: ✗ ikke oppfylt.)" in found


def test_ratings_are_told_by_criterion_with_the_states_that_are_no_number() -> None:
    found = texts(section(paper(settled()), "applications"))
    # A: three seats; benefit 5 and 4 with one abstention, feasibility 4 and 4 with one seat silent.
    # Nobody has deferred, so there is no column for it.
    tables = [block for block in section(paper(settled()), "applications") if isinstance(block, Table)]
    headings = [[SPEECH.value(column.heading) for column in table.columns] for table in tables]
    assert ["Kriterium", "Snitt", "Lavest–høyest", "Antall", "Avstår", "Ikke vurdert"] in headings
    assert "Nytte|4,50|4–5|2|1|0" in found
    assert "Gjennomføringsevne|4,00|4–4|2|0|1" in found


def test_the_claim_stands_beside_what_was_recomputed() -> None:
    found = texts(section(paper(settled()), "applications"))
    # Costs 1 000 000 in the base year, benefits 2 080 000 / 1,04 = 2 000 000; tax gain 20 % of 1 000 000: 1 200 000.
    assert "Netto nåverdi|2 400 000|1 200 000" in found
    assert "Beregnet fra søkerens kontantstrøm er netto nåverdi 50 % lavere enn det søkeren oppgir." in found


def test_what_is_more_than_as_much_again_from_the_claim_is_told_in_kroner() -> None:
    for stated, told in ((-700_000, "−700 000 kr"), (600_000, "600 000 kr")):
        one = replace(application("A", "Ask", 6_000_000), claimed=Claim(npv=stated))
        found = texts(section(paper([*opening(), *received(one)]), "applications"))
        assert f"Beregnet fra søkerens kontantstrøm er netto nåverdi 1 200 000 kr. Søkeren oppgir {told}." in found


def test_a_claim_that_is_the_computed_value_in_fewer_digits_is_told_as_rounded() -> None:
    flow = Flow(line="Utvikling", side=Side.COST, role=Role.INVESTMENT, amounts={2018: 1_000_000})
    gain = Flow(line="Spart tid", side=Side.BENEFIT, amounts={2019: 2_080_000 + 43_000})  # the net present value is 1 249 615
    for stated, told in (
        (1_200_000, "1 249 615 kr. Søkeren oppgir det samme, avrundet."),
        (1_300_000, "3,9 % lavere enn det søkeren oppgir."),
        (1_000_000, "25 % høyere enn det søkeren oppgir."),
    ):
        one = replace(application("A", "Ask", 6_000_000), flows=(flow, gain), claimed=Claim(npv=stated))
        found = texts(section(paper([*opening(), *received(one)]), "applications"))
        assert f"Beregnet fra søkerens kontantstrøm er netto nåverdi {told}" in found


def test_where_all_that_is_claimed_is_told_as_rounded_nothing_is_said_to_be_unexplained() -> None:
    flow = Flow(line="Utvikling", side=Side.COST, role=Role.INVESTMENT, amounts={2018: 1_000_000})
    gain = Flow(line="Spart tid", side=Side.BENEFIT, amounts={2018: 2_042_500})  # 1 251 000, and 1.251 per krone invested

    def said(npv: int, ratio: str) -> str:
        claim = Claim(npv=npv, npv_per_invested_krone=Decimal(ratio))
        one = replace(application("A", "Ask", 6_000_000), flows=(flow, gain), claimed=claim)
        return "\n".join(texts(section(paper([*opening(), *received(one)]), "applications")))

    unexplained = "Ingen av de vanlige andre måtene"
    assert "Søkeren oppgir det samme, avrundet" in said(1_300_000, "1.3")
    assert unexplained not in said(1_300_000, "1.3")
    assert unexplained in said(1_300_000, "7.7")
    assert unexplained in said(1_400_000, "1.3")


def test_where_there_is_no_order_nothing_is_said_to_follow_from_one() -> None:
    found = texts(section(paper([*opening(), *received(application("A", "Ask", 6_000_000))]), "ranking"))
    assert "Foreløpig får disse ikke noe:" in found
    assert "Etter den beregnede rekkefølgen får disse ikke noe:" not in found
    assert "Etter den beregnede rekkefølgen får disse ikke noe:" in texts(section(paper(settled()), "ranking"))


def test_recusals_and_dissents_are_told_by_seat() -> None:
    found = texts(section(paper(settled()), "impartiality"))
    assert "Lom kommune|Bjørk (B)|Lom er partner." in found
    assert found[-2:] == ["Lom kommune tar dissens i innstillingen for Eik (C):", "Eik bør vente."]


def test_what_is_not_recommended_has_the_committees_sentence_and_the_councils_reason() -> None:
    found = texts(section(paper(settled()), "not-recommended"))
    assert found[0] == "Dunk (D)"
    assert found[1].endswith("Bare kommuner kan søke.")
    assert found[2] == "Dunk er ingen kommune."


def test_the_last_part_lets_a_reader_check_the_paper() -> None:
    found = texts(section(paper(settled()), "verification"))
    assert f"Sakens kontrollsum: {'c' * 64}" in found
    assert f"Kontrollsum for rådets fil: {'d' * 64}" in found
    assert "Antall hendelser: 31" in found
    assert "Program: reviewer 0.1.0" in found


def test_contact_persons_are_nowhere_in_the_paper() -> None:
    proposal = paper(settled())
    assert "Kari" not in repr(proposal)


def test_an_illustrative_case_says_so_at_the_top_and_a_real_one_does_not() -> None:
    for illustrative in (True, False):
        proposal = paper(opening(illustrative=illustrative))
        assert proposal.illustrative is illustrative
        assert any("illustrative" in text for text in texts(list(proposal.blocks[:3]))) is illustrative


def test_a_round_without_applications_or_frame_makes_a_paper_that_says_so() -> None:
    proposal = paper(opening(None))
    assert texts(section(proposal, "recommendation")) == ["1. Prøverådet anbefaler ingen tildelinger i denne runden."]
    assert "Rammen for runden er ikke oppgitt." in texts(section(proposal, "background"))
    assert proposal.data["budget"] is None


def test_a_council_that_has_settled_nothing_is_not_said_to_recommend_no_grants() -> None:
    came_in = [*opening(), *received(application("A", "Ask", 1_000_000))]
    assert texts(section(paper(came_in), "recommendation")) == ["1. Prøverådet har ikke behandlet noen av søknadene ennå."]
    refused = [*came_in, recommendation("A", Outcome.NOT_RECOMMENDED)]
    assert "1. Prøverådet anbefaler ingen tildelinger i denne runden." in texts(section(paper(refused), "recommendation"))


def test_the_statement_says_what_the_paper_says() -> None:
    data: Mapping[str, Any] = paper(settled()).data
    assert (data["budget"], data["recommended"], data["left"]) == (10_000_000, 8_500_000, 1_500_000)
    first = data["applications"][0]
    assert (first["id"], first["rank"], first["score"], first["computed_amount"]) == ("A", 1, 4.375, 6_000_000)
    assert first["recommendation"]["conditions"] == ["Planen er klar.", "Avtalen er signert."]
    assert [one["tied_with"] for one in data["applications"]] == [[], ["C"], ["B"], []]


@given(st.lists(st.integers(0, 5_000_000), min_size=1, max_size=5))
def test_the_motions_total_is_the_sum_of_its_rows(amounts: list[int]) -> None:
    keys = [str(number) for number in range(len(amounts))]
    bodies = [*opening(), *received(*(application(key, f"Søknad {key}", 1) for key in keys))]
    bodies += [recommendation(key, Outcome.RECOMMENDED, amount=amount) for key, amount in zip(keys, amounts, strict=True)]
    table = next(block for block in section(paper(bodies), "recommendation") if isinstance(block, Table))
    *rows, total = table.rows
    assert total.total
    assert total.cells[2] == sum(amounts) == sum(int(row.cells[2]) for row in rows if isinstance(row.cells[2], int))


def test_an_order_that_is_not_there_says_why_and_of_very_many_only_the_first_are_named() -> None:
    bodies = [*opening(), *received(*(application(f"Z{number:02}", "Zebra", 1_000_000) for number in range(20)))]
    found = paper(bodies)
    assert texts(section(found, "ranking"))[0] == "Vurderingene er ikke åpnet: Det er ingen rekkefølge ennå, og ingenting tildeles."
    told = next(one for one in missing(found) if one.startswith("20 søknader mangler innstilling"))
    assert told.endswith(" og 8 andre.")
    assert told.count("(Z") == 12


def test_where_the_order_gives_nothing_the_lead_promises_no_grants() -> None:
    rated = [*received(application("A", "Ask", 1_000_000)), *scores("A", ("leder", 4, 4), ("voss", 4, 4))]
    leads = [texts(section(paper([*opening(budget), *rated]), "ranking"))[0] for budget in (None, 10_000_000)]
    assert ["hva den ville gitt" in lead for lead in leads] == [False, True]


def test_where_nobody_has_rated_there_is_no_table_of_ratings() -> None:
    def tables(bodies: list[Any]) -> int:
        return sum(
            isinstance(block, Table) and SPEECH.text(block.caption) == "Vurderinger etter kriterium" for block in paper(bodies).blocks
        )

    unrated = [*opening(), *received(application("A", "Ask", 1_000_000))]
    deferred = ("voss", Rated(application="A", criterion="nytte", state=RatingState.DEFERRED, comment="Venter.", seat="voss"))
    assert (tables(unrated), tables([*unrated, deferred])) == (0, 1)


def test_many_that_get_nothing_for_one_reason_share_a_line() -> None:
    bodies = [*opening(), *received(*(application(f"Z{number:02}", f"Zebra {number}", 1_000_000) for number in range(7)))]
    (told,) = [one for one in texts(section(paper(bodies), "ranking")) if "Z06" in one and ":" in one]
    assert told == "7 søknader (Z00, Z01, Z02, Z03, Z04, Z05 og Z06): Ingen plass: Ikke alle kriterier er vurdert."
