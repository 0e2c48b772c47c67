"""The rule sets against the table of examples beside this file, row by row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reviewer.domain.committee import Committee, OwnGround, QuorumRules
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.domain.meeting.acts import Manner, MotionKind, MotionMade, OverrunDecided, RecusalDecided, Standing, VoteTaken
from reviewer.domain.meeting.objections import objection
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.recusals import who_decides
from reviewer.domain.meeting.rulebook import RECUSAL, VOTING, GroundKind, grounds
from reviewer.domain.meeting.voting import By, Verdict, counted
from reviewer.language.speech import Speech
from tests.domain.meeting.room import CHAIR, MEETING, SEATS, Room, council

TABLES = Path(__file__).with_name("rule_sets.md")
NAMED = {rules.paragraph.message: name for name, rules in VOTING.items()}
RECUSES = {rules.grounds.message: name for name, rules in RECUSAL.items()}


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


def overrun(votes_for: int, against: int, leads: str) -> OverrunDecided:
    return OverrunDecided(
        meeting=MEETING,
        up_to=12_000_000,
        reason="x",
        taking_part=SEATS,
        chair=CHAIR,
        for_count=votes_for,
        against_count=against,
        chair_voted=leads,
    )


@pytest.mark.parametrize("row", rows("Exceeding the budget"), ids=lambda row: " ".join(row.values()))
def test_exceeding_the_budget(row: dict[str, str]) -> None:
    votes_for, against, _ = map(int, row["votes"].split("–"))
    room = Room(council(NAMED[row["paragraph"]])).sit(*SEATS)
    assert (objection(room.case, overrun(votes_for, against, row["leader"])) is None) is (row["stands"] == "yes")


@pytest.mark.parametrize("rules", QuorumRules)
@given(votes_for=some.integers(-1, 9), against=some.integers(-1, 9), leads=some.sampled_from(["", "for", "against", "maybe"]))
def test_equal_votes_exceed_the_budget_only_by_the_leaders_vote(rules: QuorumRules, votes_for: int, against: int, leads: str) -> None:
    allowed = objection(Room(council(rules)).sit(*SEATS).case, overrun(votes_for, against, leads)) is None
    if allowed:
        assert votes_for > against or (votes_for == against and leads == "for")
    elif votes_for + against == len(SEATS) and min(votes_for, against) > 0:
        assert votes_for < against or leads == "maybe" or (votes_for == against and leads != "for")


@pytest.mark.parametrize("row", rows("Abstaining"), ids=lambda row: " ".join(row.values()))
def test_abstaining(row: dict[str, str]) -> None:
    votes_for, against, abstained = map(int, row["votes"].split("–"))
    room = Room(council(NAMED[row["paragraph"]])).sit(*SEATS)
    room.write(MotionMade(application="A", motion="1", kind=MotionKind.MAIN, proposer=CHAIR))
    vote = VoteTaken(
        application="A",
        meeting=MEETING,
        motion="1",
        manner=Manner.SHOW,
        voters=SEATS,
        chair=CHAIR,
        for_count=votes_for,
        against_count=against,
        abstained_count=abstained,
    )
    refused = objection(room.case, vote)
    assert (refused is None) is (row["stands"] == "yes")
    assert refused is None or row["paragraph"] in Speech("en").text(refused)


@pytest.mark.parametrize("row", rows("Grounds"), ids=lambda row: " ".join(row.values()))
def test_grounds(row: dict[str, str]) -> None:
    own = (OwnGround(row["ground"]),) if row["own"] == "yes" else ()
    found = next(one for one in grounds(_with(RECUSES[row["paragraph"]], own)) if one.id == row["ground"])
    assert found.kind is {"automatic": GroundKind.AUTOMATIC, "weighed": GroundKind.DISCRETIONARY}[row["kind"]]
    assert Speech("en").text(found.paragraph) == row["stands in"]


def test_every_rule_set_for_recusal_has_examples() -> None:
    assert {row["paragraph"] for row in rows("Grounds")} == set(RECUSES)
    assert {row["rule set"] for row in rows("Who decides whether a member takes part")} == set(RECUSES)


def _with(named: str, own: tuple[OwnGround, ...] = ()) -> Committee:
    committee = council()
    return replace(committee, procedure=replace(committee.procedure, recusal=named, own_grounds=own))


def test_those_who_were_in_question_in_a_case_count_as_several_when_one_of_them_is_decided() -> None:
    room = Room(council(QuorumRules.FORVALTNINGSLOVEN_NEW)).sit(*SEATS[:5])
    room.write(*(InterestDeclared(application="A", declarer=seat, interest=Interest.POSSIBLE) for seat in SEATS[:2]))
    assert who_decides(room.case, "A", SEATS[0], MEETING) == SEATS[:5]
    room.write(RecusalDecided(application="A", concerned=SEATS[0], standing=Standing.TAKES_PART, ground="x", decided_by=SEATS[:5]))
    assert who_decides(room.case, "A", SEATS[1], MEETING) == SEATS[:5]


def test_the_last_of_several_in_question_is_decided_though_the_body_has_recused_the_others() -> None:
    room = Room(_with("forvaltningsloven-6")).sit(*SEATS[:6])
    room.write(*(InterestDeclared(application="A", declarer=seat, interest=Interest.POSSIBLE) for seat in SEATS[:3]))
    for at in range(2):
        by = who_decides(room.case, "A", SEATS[at], MEETING)
        room.write(RecusalDecided(application="A", concerned=SEATS[at], standing=Standing.RECUSED, ground="x", decided_by=by))
    found = who_decides(room.case, "A", SEATS[2], MEETING)
    assert found == SEATS[2:6]
    last = RecusalDecided(application="A", concerned=SEATS[2], standing=Standing.TAKES_PART, ground="x", decided_by=found)
    assert objection(room.case, last) is None


@pytest.mark.parametrize("row", rows("Who decides whether a member takes part"), ids=lambda row: " ".join(row.values()))
def test_who_decides_on_an_interest(row: dict[str, str]) -> None:
    named = RECUSES[row["rule set"]]
    assert row["paragraph"] == RECUSAL[named].decides.message
    asked, away = SEATS[: int(row["asked"])], int(row["away"])
    room = Room(_with(named)).sit(*SEATS[: len(SEATS) - away])
    room.write(*(InterestDeclared(application="A", declarer=seat, interest=Interest.POSSIBLE) for seat in asked))
    found = who_decides(room.case, "A", asked[0], MEETING)
    assert len(found) == int(row["decide"])
    assert (asked[0] in found) is (len(found) == len(SEATS) - away)
    decided = RecusalDecided(application="A", concerned=asked[0], standing=Standing.TAKES_PART, ground="discretion", decided_by=found)
    said = objection(room.case, decided)
    assert (said is None) is (row["stands"] == "yes"), said
