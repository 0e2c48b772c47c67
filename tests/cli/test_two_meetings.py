"""A case that one meeting postpones and the next one decides: each has its own motions, dissents and leader, and its own sums."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Call

FIRST, SECOND = "2018-03-01", "2018-04-05"


def does(reviewer: Call, *arguments: object) -> None:
    answer = reviewer(*arguments)
    assert answer.status == 0, answer.err


def minutes_of(reviewer: Call, case: Path, folder: Path) -> Iterator[str]:
    """Yield the minutes of the meetings, apart from what tells of the case file."""
    does(reviewer, "export", case, "--to", folder, "--document", "minutes", "--format", "md")
    for path in sorted(folder.glob("*.md")):
        yield path.read_text(encoding="utf-8").partition("## Slik kan")[0].replace("\u00a0", " ")


def met(reviewer: Call, case: Path, meeting: str, *applications: str) -> None:
    does(reviewer, "meeting", case, "call", "--date", meeting, "--place", "Oslo", "--starts", "10:00", "--ends", "11:00")
    does(reviewer, "agenda", case, "--meeting", meeting, *applications, "--order", "received")
    does(reviewer, "meeting", case, "attend", "present", "oslo", "bergen", "trondheim", "stavanger", "lom")


def decided(reviewer: Call, case: Path, application: str, *motion: str) -> None:
    does(reviewer, "meeting", case, "move", application, *motion)
    does(reviewer, "meeting", case, "vote", application, "--unanimous")
    does(reviewer, "meeting", case, "decide", application, "--reasons", "Grunn.", "--departure", "Avvik.")
    does(reviewer, "meeting", case, "close", application)


@pytest.fixture
def postponed(reviewer: Call, case: Path) -> Path:
    """The case after the first meeting, which granted nothing and whose minutes are locked."""
    does(reviewer, "phase", case, "meeting")
    met(reviewer, case, FIRST, "2018-03", "2018-07")
    does(reviewer, "meeting", case, "open", "2018-03")
    does(reviewer, "meeting", case, "chair", "2018-03", "bergen", "--reason", "Lederen ville tale.")
    decided(reviewer, case, "2018-03", "--outcome", "postponed", "--text", "Vent med saken.", "--by", "lom")
    does(reviewer, "meeting", case, "dissent", "2018-03", "trondheim", "Det haster.")
    does(reviewer, "meeting", case, "lock", "--anyway")
    return case


def test_the_second_meeting_has_its_own_motion_leader_and_dissents(reviewer: Call, postponed: Path, tmp_path: Path) -> None:
    met(reviewer, postponed, SECOND, "2018-03")
    does(reviewer, "meeting", postponed, "open", "2018-03")
    decided(reviewer, postponed, "2018-03", "--outcome", "recommended", "--amount", "3000000", "--text", "Delvis.")
    answer = reviewer("minutes", postponed, "--meeting", SECOND, "--json")
    assert [(one["outcome"], one["amount"]) for one in answer.data["decisions"]] == [("recommended", 3_000_000)]
    first, second = minutes_of(reviewer, postponed, tmp_path / "ut")
    for words in ("Forslag 1, fra Lom kommune", "Vent med saken.", "Det haster.", "Bergen kommune var setteleder"):
        assert words in first
        assert words not in second
    assert "Forslag 1, fra Oslo kommune (leder)" in second
    assert "Det haster." not in reviewer("show", postponed, "2018-03", "--json").out


def test_minutes_are_corrected_and_approved_though_the_next_meeting_is_called(reviewer: Call, postponed: Path) -> None:
    met(reviewer, postponed, SECOND, "2018-03")
    does(reviewer, "meeting", postponed, "correct", "Møtet sluttet 11:05.", "--reason", "Skrivefeil.")
    does(reviewer, "meeting", postponed, "approve", "--as", "lom")
    first, second = (reviewer("minutes", postponed, "--meeting", one, "--json").data for one in (FIRST, SECOND))
    assert (len(first["corrections"]), first["approvals"]) == (1, ["lom"])
    assert (second["corrections"], second["approvals"]) == ([], [])


def test_locked_minutes_say_the_same_whatever_a_later_meeting_grants(reviewer: Call, postponed: Path, tmp_path: Path) -> None:
    (before,) = minutes_of(reviewer, postponed, tmp_path / "before")
    met(reviewer, postponed, SECOND, "2018-03", "2018-07")
    does(reviewer, "meeting", postponed, "open", "2018-07")
    does(reviewer, "meeting", postponed, "overrun", "50000000", "--reason", "Viktig.", "--unanimous")
    decided(reviewer, postponed, "2018-07", "--outcome", "recommended", "--amount", "45000000", "--text", "Alt.")
    first, second = minutes_of(reviewer, postponed, tmp_path / "after")
    assert first == before
    assert "overskredet med:** 5 000 000 kr" in second


def test_the_second_meetings_minutes_come_in_after_the_first(reviewer: Call, postponed: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.sak"
    shutil.copy(postponed, fresh)
    met(reviewer, postponed, SECOND, "2018-03")
    does(reviewer, "meeting", postponed, "open", "2018-03")
    decided(reviewer, postponed, "2018-03", "--outcome", "recommended", "--amount", "3000000", "--text", "Delvis.")
    out = tmp_path / "ut.toml"
    out.write_text(reviewer("minutes", postponed, "--meeting", SECOND, "--toml").out, encoding="utf-8")
    does(reviewer, "minute", fresh, out)
    assert list(minutes_of(reviewer, fresh, tmp_path / "in")) == list(minutes_of(reviewer, postponed, tmp_path / "ut"))


def test_a_motion_of_the_second_meeting_is_undone_though_the_first_voted_on_that_number(reviewer: Call, postponed: Path) -> None:
    met(reviewer, postponed, SECOND, "2018-03")
    does(reviewer, "meeting", postponed, "open", "2018-03")
    does(reviewer, "meeting", postponed, "move", "2018-03", "--outcome", "not_recommended", "--text", "Nei.")
    assert reviewer("undo", postponed).status == 0


def test_minutes_that_are_locked_all_the_same_are_no_draft_and_say_what_they_lack(reviewer: Call, postponed: Path, tmp_path: Path) -> None:
    (told,) = minutes_of(reviewer, postponed, tmp_path / "ut")
    assert "UTKAST" not in told
    assert "Protokollen ble låst selv om dette mangler:" in told
    assert "er verken avgjort eller utsatt" in told


def test_the_minutes_at_the_command_line_tell_who_came_when_and_the_votes_that_fell(reviewer: Call, case: Path) -> None:
    does(reviewer, "phase", case, "meeting")
    met(reviewer, case, FIRST, "2018-03")
    does(reviewer, "meeting", case, "attend", "present", "tromso", "--at", "10.20")
    does(reviewer, "meeting", case, "open", "2018-03")
    does(reviewer, "meeting", case, "move", "2018-03", "--outcome", "postponed")
    does(reviewer, "meeting", case, "vote", "2018-03", "--for", "5", "--against", "1")
    does(reviewer, "meeting", case, "vote", "2018-03", "--for", "4", "--against", "2", "--reason", "Talt feil.")
    told = reviewer("minutes", case).out.replace("\u00a0", " ")
    assert "Tromsø kommune (fra kl. 10:20)" in told
    assert "Votering over forslag 1: Vedtatt med 5 mot 1 stemme. Den senere voteringen over forslaget gjelder i stedet." in told


def test_what_the_body_decided_of_a_seat_before_and_after_a_vote_is_told_and_comes_in(reviewer: Call, case: Path, tmp_path: Path) -> None:
    does(reviewer, "phase", case, "meeting")
    fresh = tmp_path / "fresh.sak"
    shutil.copy(case, fresh)
    met(reviewer, case, FIRST, "2018-03")
    step = ("meeting", case)
    does(reviewer, *step, "open", "2018-03")
    does(reviewer, *step, "move", "2018-03", "--outcome", "postponed")
    does(reviewer, *step, "recusal", "2018-03", "lom", "recused", "--ground", "partner", "--reason", "Nær venn.")
    does(reviewer, *step, "vote", "2018-03", "--for", "3", "--against", "1")
    does(reviewer, *step, "recusal", "2018-03", "lom", "takes_part", "--ground", "partner", "--reason", "Ikke så nær.")
    does(reviewer, *step, "vote", "2018-03", "--for", "3", "--against", "2", "--reason", "Lom er med.")
    does(reviewer, *step, "decide", "2018-03", "--reasons", "Vent.")
    out = tmp_path / "ut.toml"
    out.write_text(reviewer("minutes", case, "--toml").out, encoding="utf-8")
    does(reviewer, "minute", fresh, out)
    (told,) = minutes_of(reviewer, case, tmp_path / "ut")
    assert told.index("inhabil. Nær venn.") < told.index("avgjort på nytt") < told.index("habil. Ikke så nær.")
    assert list(minutes_of(reviewer, fresh, tmp_path / "in")) == [told]
