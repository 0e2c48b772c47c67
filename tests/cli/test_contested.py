"""A rating that a seat and its deputy gave differently: told before it is opened, named where it counts, resolved by nobody silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_deputies import deputy  # noqa: F401 - a fixture
from tests.cli.test_exchange import Laptops, On, case, laptops, packed  # noqa: F401 - fixtures
from tests.cli.test_mending import ID, rates

FIELD = f"Nytte, Bergen kommune ({ID})"


@pytest.fixture
def contested(laptops: Laptops, deputy: On, tmp_path: Path) -> Laptops:  # noqa: F811
    assert laptops.office("phase", laptops.case, "rating").status == 0
    packet, other = packed(laptops, tmp_path / "ut"), tmp_path / "vara.sak"
    assert laptops.bergen("merge", laptops.copy, packet).status == deputy("merge", other, packet).status == 0
    packets = (rates(laptops.bergen, laptops.copy, 1, tmp_path), rates(deputy, other, 5, tmp_path))
    assert laptops.office("merge", laptops.case, *packets).status == 0
    return laptops


def test_before_the_opening_the_secretariat_is_told_how_many_of_whom_and_not_what(contested: Laptops) -> None:
    status = contested.office("status", contested.case)
    assert "Vurderinger i motstrid, ikke åpnet: bergen 1" in status.out
    assert contested.office("status", contested.case, "--json").data["unread_conflicts"] == {"bergen": 1}
    shown = contested.office("conflicts", contested.case)
    assert "1 vurdering fra Bergen kommune er gitt to steder" in shown.out
    assert "Ingen motstrid" not in shown.out
    found = contested.office("conflicts", contested.case, "--json").data
    assert (found["conflicts"], found["unread_conflicts"]) == ([], {"bergen": 1})
    for seat in ("oslo", "ks"):
        assert contested.office("conflicts", contested.case, "--as", seat, "--json").data["unread_conflicts"] == {}


@pytest.mark.parametrize("command", [("rank",), ("fund",), ("fund", "--strategy", "optimal")])
def test_once_opened_what_counts_as_last_written_is_named_until_it_is_settled(contested: Laptops, command: tuple[str, ...]) -> None:
    assert contested.office("phase", contested.case, "opened").status == 0
    told = contested.office(command[0], contested.case, *command[1:])
    assert (told.status, FIELD in told.err, "regnet med slik det sist ble skrevet" in told.err) == (0, True, True)
    assert contested.office("status", contested.case, "--json").data["unread_conflicts"] == {}
    (found,) = contested.office("conflicts", contested.case, "--json").data["conflicts"]
    assert contested.office("settle", contested.case, found["values"][0]["event"]).status == 0
    assert FIELD not in contested.office(command[0], contested.case, *command[1:]).err


def test_the_proposal_says_what_is_counted_as_last_written(contested: Laptops, tmp_path: Path) -> None:
    assert contested.office("phase", contested.case, "opened").status == 0
    assert contested.office("export", contested.case, "--to", tmp_path / "ut-mappe", "--format", "md").status == 0
    text = " ".join("".join(one.read_text(encoding="utf-8") for one in (tmp_path / "ut-mappe").glob("*.md")).split())
    assert f"vurderingen av {ID} fra Bergen kommune. Inntil da teller den siste" in text
