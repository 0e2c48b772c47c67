"""A draw of lots from the command line: announced once and for all, and repeated from the proposal's text alone."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from reviewer.shipped import committee_path
from tests.cli.conftest import Call

OFFICE = ("--as", "sekretariat")
SEED = "Lotto 21.11.2026: 3 7 12 | 19"
EQUAL = re.compile(
    r"^- [^\n]*?\((?P<id>\d{4}-\d+)\): (?:Lik med|Equal with) (?P<others>[^;\n]+?) (?:fram til da|fram til då|until then);"
    r"[^\n]*\((?P<digits>[0-9a-f]{12})\)",
    re.MULTILINE,
)
ROW = re.compile(r"^\| *\d+=? *\|[^|]*\((?P<id>\d{4}-\d+)\) *\|")


@pytest.fixture
def drawn(reviewer: Call, case: Path, tmp_path: Path) -> Path:
    """The illustrative round with lots drawn between equals; two more stand equal than in the round as it is."""
    rules = tmp_path / "radet.toml"
    text = committee_path("kommit-radet").read_text(encoding="utf-8")
    unresolved = 'unresolved = "with_eligible"'
    rules.write_text(text.replace(unresolved, f'{unresolved}\nties = [{{ kind = "draw" }}]'), encoding="utf-8")
    assert reviewer("amend", case, rules, "--reason", "Rådet vedtok loddtrekning.", *OFFICE).status == 0
    assert reviewer("draw", case, SEED, *OFFICE).status == 0
    return case


def test_an_announced_draw_is_passed_over_by_undo(reviewer: Call, drawn: Path) -> None:
    order = [place["id"] for place in reviewer("rank", drawn, "--json").data["places"]]
    undone = reviewer("undo", drawn, *OFFICE)
    assert SEED not in undone.out + undone.err
    assert reviewer("draw", drawn, "et annet frø", *OFFICE).status == 1
    assert reviewer("undo", drawn, *OFFICE).status == 0
    assert any(event["kind"] == "draw_announced" for event in reviewer("log", drawn, "--json").data["events"])
    assert sorted(order) == sorted(place["id"] for place in reviewer("rank", drawn, "--json").data["places"])
    assert reviewer("verify", drawn).status == 0


def test_the_ranked_list_alone_tells_how_lots_are_drawn_and_what_does_not_count(reviewer: Call, drawn: Path, tmp_path: Path) -> None:
    assert reviewer("exclude", drawn, "2018-08", "oslo", "--reason", "Kjenner søkeren.", *OFFICE).status == 0
    assert reviewer("export", drawn, "--to", tmp_path / "ut", "--format", "md", "--document", "ranking").status == 0
    paper = (tmp_path / "ut" / "rangert-liste.md").read_text(encoding="utf-8").replace("\u00a0", " ").replace("\\", "")
    assert f"Frøet, en loddrett strek og søknadens nummer, som i «{SEED}|2018-01», skrives i UTF-8." in paper
    assert "Søknaden med den minste SHA-256-verdien av dette kommer først." in paper
    key, _, digits = EQUAL.findall(paper)[0]
    assert sha256(f"{SEED}|{key}".encode()).hexdigest().startswith(digits)
    assert "Disse vurderingene teller ikke:" in paper
    assert "Kjenner søkeren." in paper


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_anybody_repeats_the_draw_from_the_proposals_text_alone(reviewer: Call, drawn: Path, tmp_path: Path, language: str) -> None:
    """The seed, how it is used, who was equal and each one's digits stand in the document; nothing else is read here."""
    assert reviewer("export", drawn, "--to", tmp_path / "ut", "--format", "md", "--lang", language).status == 0
    paper = next((tmp_path / "ut").glob("*.md")).read_text(encoding="utf-8").replace("\u00a0", " ").replace("\\", "")
    assert "SHA-256" in paper
    assert "UTF-8" in paper
    said = re.search(r"(?:Frøet|The seed) [«“](?P<seed>[^»”]+)[»”] (?:ble|vart|was)", paper)
    assert said is not None
    used = EQUAL.findall(paper)
    assert len(used) == 2
    rows = (ROW.match(line) for line in paper.splitlines())
    listed = [row["id"] for row in rows if row]
    for key, others, digits in used:
        tied = {key, *re.findall(r"\d{4}-\d+", others)}
        value = {one: sha256(f"{said['seed']}|{one}".encode()).hexdigest() for one in tied}
        assert value[key].startswith(digits)
        assert [one for one in listed if one in tied] == sorted(tied, key=value.__getitem__)


def test_a_seed_is_kept_as_anybody_reads_it(reviewer: Call, case: Path) -> None:
    """What no reader can see of a seed, spaces at its ends and two letters for an å, must not change the lots."""
    assert reviewer("draw", case, "  Blå  lotto ".replace("å", "a\u030a"), *OFFICE).status == 0
    drawn = next(event for event in reviewer("log", case, "--json").data["events"] if event["kind"] == "draw_announced")
    assert drawn["body"]["seed"] == "Blå lotto"
    assert reviewer("draw", case, "  ", *OFFICE).status == 1
