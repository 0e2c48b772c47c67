"""The rule sets against the table of examples beside this file, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.domain.committee import QuorumRules
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.domain.meeting.acts import Manner, VoteTaken
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.recusals import who_decides
from reviewer.domain.meeting.rulebook import RECUSAL, VOTING
from reviewer.domain.meeting.voting import By, Verdict, counted
from tests.domain.meeting.room import CHAIR, MEETING, SEATS, Room, council

TABLES = Path(__file__).with_name("rule_sets.md")
NAMED = {rules.paragraph.message: name for name, rules in VOTING.items()}


def rows(heading: str) -> list[dict[str, str]]:
    """Return the rows of the table under a heading, by column."""
    part = TABLES.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


def test_every_rule_set_has_examples() -> None:
    assert {row["paragraph"] for row in rows("Quorum")} == set(NAMED)
    assert {row["paragraph"] for row in rows("Votes")} == set(NAMED)
    assert set(NAMED.values()) == set(QuorumRules)


@pytest.mark.parametrize("row", rows("Quorum"), ids=lambda row: " ".join(row.values()))
def test_quorum(row: dict[str, str]) -> None:
    members, present, out = int(row["members"]), int(row["present"]), int(row["recused"])
    room = Room(council(NAMED[row["paragraph"]], members)).sit(*SEATS[:present])
    room.write(*(InterestDeclared(application="A", declarer=seat, interest=Interest.RECUSED) for seat in SEATS[:out]))
    found = quorum(room.case, MEETING, "A")
    assert (len(found.entitled), len(found.taking_part)) == (members, present - out)
    assert found.needed == int(row["needed"])
    assert found.quorate is (row["quorum"] == "yes")
    assert dict(found.why.values)["paragraph"].message == row["paragraph"]


@pytest.mark.parametrize("row", rows("Votes"), ids=lambda row: " ".join(row.values()))
def test_votes(row: dict[str, str]) -> None:
    for_count, against_count, abstained = map(int, row["votes"].split("–"))
    vote = VoteTaken(
        application="A",
        motion="1",
        manner=Manner.SHOW,
        voters=SEATS,
        chair=CHAIR,
        for_count=for_count,
        against_count=against_count,
        abstained_count=abstained,
        chair_voted=row["leader"],
    )
    found = counted(vote, VOTING[NAMED[row["paragraph"]]])
    assert (found.verdict, found.by) == (Verdict(row["outcome"]), By(row["by"]))
    assert (found.votes_for, found.votes_against, found.abstained) == (for_count, against_count, abstained)


@pytest.mark.parametrize("row", rows("Who decides whether a member takes part"), ids=lambda row: " ".join(row.values()))
def test_who_decides_on_an_interest(row: dict[str, str]) -> None:
    assert row["paragraph"] == RECUSAL["forvaltningsloven-6"].decides.message
    asked, away = SEATS[: int(row["asked"])], int(row["away"])
    room = Room().sit(*SEATS[: len(SEATS) - away])
    room.write(*(InterestDeclared(application="A", declarer=seat, interest=Interest.POSSIBLE) for seat in asked))
    found = who_decides(room.case, "A", asked[0], MEETING)
    assert len(found) == int(row["decide"])
    assert (asked[0] in found) is (len(found) == len(SEATS) - away)
