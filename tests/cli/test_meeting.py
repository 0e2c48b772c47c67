"""A meeting from the command line: held step by step, or taken in from paper; and what follows it."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Call, hash_of

MEETING = ("--date", "2018-03-01", "--place", "Oslo", "--starts", "10:00", "--ends", "12:00")
PAPER = """
[meeting]
id = "2018-03-01"
date = 2018-03-01
place = "Oslo"
starts = "10:00"
ends = "12:00"
present = ["oslo", "bergen", "trondheim", "stavanger", "tromso", "lillehammer", "sekretariat"]
absent = ["lom", "trondelag"]
deputies = { tromso = "Kari Nordmann" }

[[items]]
application = "2018-03"
number = "14/18"
motion = "Innstilles med vilkår."
outcome = "recommended_on_conditions"
amount = 2_000_000
conditions = ["Planen er godkjent."]
votes = { for = ["oslo", "bergen", "trondheim", "stavanger"], against = ["tromso", "lillehammer"], abstained = [] }
dissent = { seat = "tromso", text = "Beløpet er for høyt." }
reasons = "Løsningen er nasjonal."
departure = "Resten søkes det om senere."

[[items]]
application = "2018-07"
number = "15/18"
motion = "Utsettes."
outcome = "postponed"
votes = "enstemmig"
reasons = "Tall mangler."
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "protokoll.toml"
    path.write_text(PAPER, encoding="utf-8")
    return path


def does(reviewer: Call, *arguments: object) -> None:
    answer = reviewer(*arguments)
    assert answer.status == 0, answer.err


def test_a_meeting_is_held_from_call_to_approval(reviewer: Call, case: Path) -> None:
    step = ("meeting", case)
    does(reviewer, *step, "call", *MEETING)
    does(reviewer, "phase", case, "meeting")
    does(reviewer, "agenda", case, "2018-06", "2018-07", "--order", "received", "--first-number", "14", "--minutes", "10")
    does(reviewer, *step, "attend", "present", "oslo", "bergen", "trondheim", "stavanger", "tromso", "--at", "10:00")
    does(reviewer, *step, "attend", "absent", "lillehammer", "lom", "trondelag")
    does(reviewer, *step, "matter", "13/18", "Godkjenning av innkalling", "--position", "1", "--decision", "Godkjent.")
    taken_up = reviewer(*step, "open", "2018-06")
    assert taken_up.status == 0
    for words in (
        "Fratrer: Tromsø kommune",
        "(kommuneloven § 11-9)",
        "Oslo kommune (leder) leder saken.",
        "Neste: sak 15/18",
        "Da fratrer ",
    ):
        assert words in taken_up.err, words
    does(reviewer, *step, "move", "2018-06", "--outcome", "recommended", "--amount", "1000000", "--text", "Innstilles.")
    does(reviewer, *step, "move", "2018-06", "--kind", "alternative", "--outcome", "not_recommended", "--by", "bergen")
    does(reviewer, *step, "vote", "2018-06", "--for", "2", "--against", "2", "--chair-voted", "for")
    does(reviewer, *step, "decide", "2018-06", "--reasons", "Nyttig.")
    does(reviewer, *step, "dissent", "2018-06", "bergen", "Dette er for dyrt.")
    does(reviewer, *step, "close", "2018-06")
    state = reviewer(*step, "--json").data["meetings"][0]
    assert [(item["number"], item["state"], item["decision"], item["amount"]) for item in state["items"]] == [
        ("14/18", "closed", "recommended", 1_000_000),
        ("15/18", "waiting", None, None),
    ]
    assert state["items"][0]["recused"] == ["tromso"]
    assert "tromso" not in state["items"][0]["taking_part"]

    refused = reviewer(*step, "lock", "--json")
    assert refused.status == 1
    assert [one.replace("\u00a0", " ") for one in refused.data["missing"]] == [
        "Sak 14/18: Rådet innstiller på 1 000 000 kr. Den beregnede rekkefølgen gir ingenting. Skriv hvorfor vedtaket avviker.",
        "Sak 15/18 er verken avgjort eller utsatt.",
    ]
    does(reviewer, *step, "off", "2018-07")
    does(reviewer, *step, "decide", "2018-06", "--reasons", "Nyttig.", "--departure", "Den prøver ut noe nytt.")
    locked = reviewer(*step, "lock", "--by", "oslo", "--json")
    assert locked.status == 0, locked.err
    does(reviewer, *step, "approve", "--as", "bergen")
    does(reviewer, *step, "confirm", "--as", "tromso")
    does(reviewer, *step, "correct", "Møtet sluttet 12:05.", "--reason", "Skrivefeil.")
    assert reviewer("export", case, "--document", "minutes", "--to", case.parent / "ut", "--format", "md").status == 0
    printed = next((case.parent / "ut").glob("protokoll-*.md")).read_text(encoding="utf-8")
    confirmed = printed.partition("bekreftet det de erklærte om sin habilitet: ")[2].splitlines()[0]
    assert "Tromsø kommune" in confirmed
    assert printed.index("Godkjent av Bergen kommune") < printed.index("bekreftet det de erklærte")
    minutes = reviewer("minutes", case, "--json").data
    assert minutes["locked"]["content"] == locked.data["content"]
    assert minutes["approvals"] == ["bergen"]
    assert "Rettelse 1, " in reviewer("minutes", case).out
    assert [one["text"] for one in minutes["corrections"]] == ["Møtet sluttet 12:05."]
    assert minutes["minutes"]["items"][0]["departure"] == "Den prøver ut noe nytt."
    assert reviewer(*step, "attend", "absent", "bergen").status == 1
    assert reviewer("verify", case).status == 0


def test_standard_sentences_go_into_a_decision_by_their_codes(reviewer: Call, case: Path, tmp_path: Path) -> None:
    step = ("meeting", case)
    does(reviewer, *step, "call", *MEETING)
    does(reviewer, "phase", case, "meeting")
    does(reviewer, "agenda", case, "2018-06", "--order", "received", "--first-number", "14")
    does(reviewer, *step, "attend", "present", "oslo", "bergen", "trondheim", "stavanger")
    does(reviewer, *step, "open", "2018-06")
    does(reviewer, *step, "move", "2018-06", "--outcome", "recommended_on_conditions", "--amount", "1000000", "--condition", "Regnskap.")
    does(reviewer, *step, "vote", "2018-06", "--unanimous")
    before = hash_of(case)
    refused = reviewer(*step, "decide", "2018-06", "--phrase", "ukjent")
    assert (refused.status, hash_of(case)) == (1, before)
    assert "ukjent" in refused.err
    assert "gevinstplan" in refused.err
    does(reviewer, *step, "decide", "2018-06", "--reasons", "Nyttig.", "--phrase", "gevinstplan", "--phrase", "nasjonal")
    does(reviewer, "export", case, "--to", tmp_path / "ut", "--document", "minutes", "--format", "md")
    shown = next((tmp_path / "ut").glob("*.md")).read_text(encoding="utf-8")
    for part in ("Regnskap.", "Gevinstrealiseringsplanen skal være godkjent", "Nyttig.", "Løsningen er nasjonal"):
        assert part in shown


def test_minutes_on_paper_come_in_as_one_act(reviewer: Call, case: Path, paper: Path) -> None:
    before = hash_of(case)
    dry = reviewer("minute", case, paper, "--dry-run", "--json")
    assert (dry.status, dry.data["written"], hash_of(case)) == (0, 0, before)
    answer = reviewer("minute", case, paper, "--json")
    assert answer.status == 0, answer.err
    assert [(one["application"], one["outcome"], one["amount"]) for one in answer.data["decisions"]] == [
        ("2018-03", "recommended_on_conditions", 2_000_000),
        ("2018-07", "postponed", None),
    ]
    assert answer.data["decisions"][0]["votes"] == {"1": {"for": 4, "against": 2, "abstained": 0}}
    assert answer.data["missing"] == []
    assert "2 000 000" in reviewer("show", case, "2018-03").out.replace("\u00a0", " ")
    again = reviewer("minute", case, paper, "--json")
    assert (again.status, again.data["written"]) == (0, 0)
    assert reviewer("undo", case, "--as", "sekretariat").status == 0
    assert reviewer("minutes", case).status == 1


def test_what_is_exported_comes_in_as_it_was(reviewer: Call, case: Path, paper: Path, tmp_path: Path) -> None:
    does(reviewer, "minute", case, paper)
    first = reviewer("minutes", case, "--json").data
    out = tmp_path / "ut.toml"
    out.write_text(reviewer("minutes", case, "--toml").out, encoding="utf-8")
    does(reviewer, "undo", case, "--as", "sekretariat")
    does(reviewer, "minute", case, out)
    assert reviewer("minutes", case, "--json").data == first


def test_what_was_declared_before_the_meeting_is_not_declared_anew_from_its_minutes(reviewer: Call, case: Path, tmp_path: Path) -> None:
    does(reviewer, "declare", case, "2018-03", "possible", "--ground", "discretion", "--as", "bergen")
    does(reviewer, "declare", case, "2018-04", "recused", "--ground", "office", "--as", "lom")
    fresh = tmp_path / "fresh.sak"
    shutil.copy(case, fresh)
    does(reviewer, "meeting", case, "call", *MEETING)
    does(reviewer, "agenda", case, "2018-03", "2018-04", "--order", "received")
    does(reviewer, "phase", case, "meeting")
    does(reviewer, "meeting", case, "attend", "present", "oslo", "bergen", "trondheim", "stavanger", "lom", "--at", "10:00")
    does(reviewer, "meeting", case, "recusal", "2018-03", "bergen", "takes_part", "--ground", "discretion", "--reason", "Fjern.")
    for state in ("open", "close", "open", "close"):
        does(reviewer, "meeting", case, state, "2018-03")
    out = tmp_path / "ut.toml"
    out.write_text(reviewer("minutes", case, "--toml").out, encoding="utf-8")
    assert "course" in out.read_text(encoding="utf-8")
    does(reviewer, "minute", fresh, out)
    assert reviewer("minutes", fresh, "--toml").out == out.read_text(encoding="utf-8")
    kinds = [[one["kind"] for one in reviewer("log", one, "--json").data["events"]] for one in (case, fresh)]
    assert kinds[0].count("interest_declared") == kinds[1].count("interest_declared")


def test_what_happened_between_the_cases_comes_in_in_its_order(reviewer: Call, case: Path, tmp_path: Path) -> None:
    """A case is treated before the one above it on the agenda, and the quorum is lost and regained in between."""
    does(reviewer, "meeting", case, "call", "--date", "2018-03-01", "--place", "Oslo", "--starts", "10:00")
    does(reviewer, "agenda", case, "2018-03", "2018-04", "--order", "received")
    does(reviewer, "phase", case, "meeting")
    fresh = tmp_path / "fresh.sak"
    shutil.copy(case, fresh)
    step = ("meeting", case)
    does(reviewer, *step, "attend", "present", "oslo", "bergen", "trondheim", "stavanger", "lom", "--at", "10:00")
    does(reviewer, *step, "attend", "absent", "lom", "--at", "10:40")
    does(reviewer, *step, "attend", "absent", "bergen", "stavanger", "--at", "10:41")
    does(reviewer, *step, "open", "2018-04")
    does(reviewer, *step, "close", "2018-04")
    does(reviewer, *step, "attend", "present", "bergen", "stavanger", "--at", "10:50")
    does(reviewer, *step, "open", "2018-03")
    does(reviewer, *step, "move", "2018-03", "--outcome", "postponed", "--text", "Utsettes.")
    does(reviewer, *step, "vote", "2018-03", "--unanimous")
    does(reviewer, *step, "decide", "2018-03", "--reasons", "Vent.")
    out = tmp_path / "ut.toml"
    out.write_text(reviewer("minutes", case, "--toml").out, encoding="utf-8")
    does(reviewer, "minute", fresh, out)
    assert reviewer("minutes", fresh, "--toml").out == out.read_text(encoding="utf-8")
    told = [as_document(reviewer, one, tmp_path / one.stem) for one in (case, fresh)]
    assert told[0] == told[1]
    assert "Ikke vedtaksført: 2 av 8" in told[1]


def test_no_seat_introduces_its_own_application_and_who_has_not_declared_is_named(reviewer: Call, case: Path, tmp_path: Path) -> None:
    does(reviewer, "meeting", case, "call", "--date", "2018-03-01", "--place", "Oslo", "--starts", "10:00")
    does(reviewer, "phase", case, "meeting")
    does(reviewer, "agenda", case, "2018-01", "--order", "received", "--introducers", "3")
    introduced = reviewer("agenda", case, "--json").data["items"][0]["introducers"]
    assert introduced
    assert not {"oslo", "bergen", "stavanger"} & {*introduced}
    does(reviewer, "meeting", case, "attend", "present", "oslo", "bergen", "trondheim", "stavanger", "tromso", "lom")
    answer = reviewer("meeting", case, "open", "2018-01")
    assert "Oslo kommune (leder), Bergen kommune og Stavanger kommune" in answer.err
    does(reviewer, "declare", case, "2018-01", "recused", "--ground", "office", "--as", introduced[0])
    told = as_document(reviewer, case, tmp_path / "ut")
    line = next((line for line in told.splitlines() if "Innledes av" in line), "")
    assert introduced[0] not in line.casefold().replace("ø", "o")
    assert "har verv eller er ansatt hos en part" in reviewer("log", case).out


def test_clock_times_stand_in_the_minutes_in_one_way(reviewer: Call, case: Path, tmp_path: Path) -> None:
    does(reviewer, "meeting", case, "call", "--date", "2018-03-01", "--place", "Oslo", "--starts", "kl. 9", "--ends", "11.15")
    does(reviewer, "phase", case, "meeting")
    does(reviewer, "meeting", case, "attend", "present", "oslo", "--at", "9.05")
    told = as_document(reviewer, case, tmp_path / "ut")
    assert "09:00–11:15" in told
    assert "Oslo kommune (leder) (fra kl. 09:05)" in told
    out = tmp_path / "ut.toml"
    written = reviewer("minutes", case, "--toml").out
    out.write_text(written.replace("09:00", "9").replace("09:05", "kl. 9.05"), encoding="utf-8")
    for _ in range(3):
        does(reviewer, "undo", case, "--as", "sekretariat")
    does(reviewer, "minute", case, out)
    assert reviewer("minutes", case, "--toml").out == written


def test_a_motion_that_is_withdrawn_stays_in_the_minutes_as_it_was_made(reviewer: Call, case: Path, tmp_path: Path) -> None:
    step = ("meeting", case)
    does(reviewer, *step, "call", "--date", "2018-03-01", "--place", "Oslo")
    does(reviewer, "agenda", case, "2018-03", "--order", "received")
    does(reviewer, "phase", case, "meeting")
    does(reviewer, *step, "attend", "present", "oslo", "bergen", "trondheim", "stavanger", "lom")
    does(reviewer, *step, "open", "2018-03")
    assert reviewer(*step, "move", "2018-03", "--amount", "5").status == 2
    assert reviewer(*step, "move", "2018-03", "--motion", "1", "--kind", "withdrawn").status == 1
    does(reviewer, *step, "move", "2018-03", "--outcome", "recommended", "--amount", "5", "--text", "Litt.", "--by", "lom")
    does(reviewer, *step, "move", "2018-03", "--motion", "1", "--kind", "withdrawn")
    told = as_document(reviewer, case, tmp_path / "ut").replace("\u00a0", " ")
    assert "Forslag 1, trukket, fra Lom kommune:" in told
    assert "> Litt." in told


def test_nobody_leaves_before_a_vote_it_took_part_in_though_the_case_is_not_decided(reviewer: Call, case: Path) -> None:
    step = ("meeting", case)
    does(reviewer, *step, "call", "--date", "2018-03-01", "--place", "Oslo")
    does(reviewer, "agenda", case, "2018-03", "--order", "received")
    does(reviewer, "phase", case, "meeting")
    does(reviewer, *step, "attend", "present", "oslo", "bergen", "trondheim", "lom", "--at", "10:00")
    does(reviewer, *step, "attend", "present", "stavanger", "--at", "10:30")
    does(reviewer, *step, "open", "2018-03")
    does(reviewer, *step, "move", "2018-03", "--outcome", "postponed")
    does(reviewer, *step, "vote", "2018-03", "--unanimous")
    answer = reviewer(*step, "attend", "absent", "lom", "--at", "10:05")
    assert answer.status == 1
    assert "10:30" in answer.err
    does(reviewer, *step, "attend", "absent", "lom", "--at", "10:35")


def as_document(reviewer: Call, case: Path, folder: Path) -> str:
    """Return the minutes as a document, apart from what tells of the case file."""
    does(reviewer, "export", case, "--to", folder, "--document", "minutes", "--format", "md")
    return next(folder.glob("*.md")).read_text(encoding="utf-8").partition("## Slik kan")[0]


FAULTS = [
    ('"stavanger"], against', '"lom"], against', "items[1].votes", "telles én gang"),
    ('votes = "enstemmig"', "votes = { for = 2, against = 2, abstained = 1 }", "items[2].votes", "5"),
    ('number = "14/18"', 'number = "14/18"\nabsent = ["bergen", "trondheim", "stavanger"]', "items[1].votes", "vedtaksfør"),
    ("amount = 2_000_000", "amount = 900_000_000", "items[1]", "40 000 000"),
    ('application = "2018-03"', 'application = "2018-99"', "items[1].application", "2018-99"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_the_rules_refuse_is_told_with_its_place_and_nothing_is_written(
    reviewer: Call, case: Path, paper: Path, fault: tuple[str, str, str, str]
) -> None:
    old, new, place, said = fault
    assert old in PAPER
    paper.write_text(PAPER.replace(old, new, 1), encoding="utf-8")
    before = hash_of(case)
    answer = reviewer("minute", case, paper, "--json")
    assert answer.status == 1
    assert place in [one["column"] for one in answer.data["problems"]], answer.data["problems"]
    assert said in answer.err.replace("\u00a0", " ")
    assert hash_of(case) == before


def test_several_faults_are_told_at_once(reviewer: Call, case: Path, paper: Path) -> None:
    text = PAPER.replace('"stavanger"], against', '"lom"], against', 1).replace('"enstemmig"', "{ for = 2, against = 2, abstained = 1 }", 1)
    paper.write_text(text, encoding="utf-8")
    answer = reviewer("minute", case, paper, "--json")
    found = [(one["column"], one["row"]) for one in answer.data["problems"]]
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if line.startswith("votes")]
    assert found == [("items[1].votes", lines[0]), ("items[2].votes", lines[1])]
    assert f"protokoll.toml:{lines[0]}:items[1].votes:" in answer.err


def test_a_meeting_or_a_step_of_a_day_to_come_is_refused(reviewer: Call, case: Path, paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace("date = 2018-03-01", "date = 2918-03-01"), encoding="utf-8")
    refused = reviewer("minute", case, paper)
    assert refused.status == 1
    assert "meeting.date: «2918-03-01» Skriv dagen da møtet ble holdt: i dag," in refused.err
    paper.write_text(text, encoding="utf-8")
    does(reviewer, "minute", case, paper)
    does(reviewer, "meeting", case, "lock", "--anyway")
    assert "01.01.2918 er ikke kommet ennå." in reviewer("decide", case, "2018-03", "--day", "2918-01-01").err.replace("\u00a0", " ")
    does(reviewer, "decide", case, "2018-03", "--day", "2018-04-01")
    late = reviewer("milestone", case, "2018-03", "commitment", "--done", "2918-01-01")
    assert late.status == 1
    assert "tilsagnsbrev: 01.01.2918 er ikke kommet ennå." in late.err
    does(reviewer, "milestone", case, "2018-03", "commitment", "--due", "2918-01-01", "--done", "2018-04-02")
    does(reviewer, "milestone", case, "2018-03", "commitment", "--not-done")
    found = reviewer("due", case, "--json").data["due"]
    assert [(one["due"], one["done"]) for one in found if one["what"] == "commitment"] == [("2918-01-01", None)]


def test_a_decision_that_an_amendment_changed_is_asked_for_by_its_key(reviewer: Call, case: Path, paper: Path) -> None:
    amended = """
[[items.motions]]
number = "2"
kind = "amendment"
amount = 1_500_000
votes = "enstemmig"
"""
    head, second, rest = PAPER.partition('\n[[items]]\napplication = "2018-07"')
    unstated = head + 'decided = "1"\n' + amended
    paper.write_text(unstated + second + rest, encoding="utf-8")
    answer = reviewer("minute", case, paper)
    assert answer.status == 1
    assert "Det som ble vedtatt, er på 1 500 000 kr." in answer.err.replace("\u00a0", " ")
    assert "skrives slik: decision = {" in answer.err
    stated = 'decision = { outcome = "recommended_on_conditions", amount = 1_500_000, conditions = ["Planen er godkjent."] }\n'
    paper.write_text(head + 'decided = "1"\n' + stated + amended + second + rest, encoding="utf-8")
    does(reviewer, "minute", case, paper)


def test_a_member_recused_from_a_case_has_nothing_of_it_in_its_minutes(reviewer: Call, case: Path, paper: Path) -> None:
    paper.write_text(
        PAPER.replace('"2018-07"', '"2018-04"').replace("Utsettes.", "Utsettes, Vår beboer.").replace("Tall mangler.", "Uenighet.")
    )
    answer = reviewer("minute", case, paper)
    assert answer.status == 1  # the interest of stavanger is not decided
    recusal = '\n[[recusals]]\nseat = "stavanger"\napplication = "2018-04"\nground = "discretion"\nstanding = "takes_part"\n'
    paper.write_text(paper.read_text(encoding="utf-8") + recusal, encoding="utf-8")
    does(reviewer, "minute", case, paper)
    mine = reviewer("minutes", case, "--as", "bergen", "--json")
    assert "2018-04" not in mine.out
    assert "15/18" not in mine.out
    assert "2018-04" in reviewer("minutes", case, "--as", "oslo", "--json").out


def test_the_matrix_names_everybody_and_what_the_application_points_to(reviewer: Call, case: Path) -> None:
    data = reviewer("conflicts", case, "--suggest", "--json").data
    cells = {(one["seat"], one["application"]): one["standing"] for one in data["matrix"]}
    assert cells["oslo", "2018-01"] == "recused"
    assert cells["trondheim", "2018-01"] == "possible"
    assert cells["lillehammer", "2018-03"] == "takes_part"
    assert cells["lom", "2018-12"] == "not_declared"
    assert {"seat": "bergen", "application": "2018-04", "ground": "office"}.items() <= data["suggestions"][6].items() or any(
        {"seat": "bergen", "application": "2018-04", "ground": "office"}.items() <= one.items() for one in data["suggestions"]
    )
    assert data["conflicts"] == []


def test_a_seat_declares_its_own_interest(reviewer: Call, case: Path) -> None:
    does(reviewer, "declare", case, "2018-12", "recused", "--ground", "partner", "--as", "lom")
    cells = {(one["seat"], one["application"]): one for one in reviewer("conflicts", case, "--json").data["matrix"]}
    assert (cells["lom", "2018-12"]["standing"], cells["lom", "2018-12"]["ground"]) == ("recused", "partner")
    refused = reviewer("declare", case, "2018-11", "none", "--ground", "partner", "--as", "lom")
    assert (refused.status, refused.err) == (2, "Den som er habil i en sak, oppgir ingen grunn. Ta bort --ground.\n")


def test_one_case_is_open_at_a_time_and_a_meeting_before_its_day_is_said(reviewer: Call, case: Path) -> None:
    does(reviewer, "meeting", case, "call", "--date", "2999-03-01", "--place", "Oslo", "--starts", "10:00")
    does(reviewer, "agenda", case, "2018-03", "2018-04", "--order", "received", "--first-number", "1")
    does(reviewer, "phase", case, "meeting")
    for step in (("attend", "present", "lom", "tromso", "bergen", "oslo"), ("open", "2018-03")):
        assert "Møtet er innkalt til 01.03.2999, og i dag er det " in reviewer("meeting", case, *step).err
    refused = reviewer("meeting", case, "open", "2018-04")
    assert (refused.status, refused.err.startswith("Sak 1/99 er åpen. Gjør den ferdig først: reviewer meeting SAK close 2018-03")) == (
        1,
        True,
    )
    does(reviewer, "meeting", case, "close", "2018-03")
    does(reviewer, "meeting", case, "open", "2018-04")


def test_a_first_case_that_opens_after_the_meeting_was_to_begin_says_what_the_minutes_will_say(reviewer: Call, case: Path) -> None:
    today = datetime.now().astimezone().date().isoformat()
    does(reviewer, "meeting", case, "call", "--date", today, "--place", "Oslo", "--starts", "00:00")
    does(reviewer, "agenda", case, "2018-03", "2018-04", "--order", "received", "--first-number", "1")
    does(reviewer, "phase", case, "meeting")
    does(reviewer, "meeting", case, "attend", "present", "lom", "tromso", "bergen", "oslo")
    said = "I protokollen står det at møtet begynte kl. 00:00. Stemmer det ikke: reviewer meeting SAK call --starts KLOKKESLETT"
    assert said in reviewer("meeting", case, "open", "2018-03").err
    assert "møtet begynte" not in reviewer("meeting", case, "open", "2018-03").err


def test_the_agenda_says_what_is_not_discussed_as_long_as_nobody_asks(reviewer: Call, case: Path) -> None:
    does(reviewer, "meeting", case, "call", *MEETING)
    does(reviewer, "phase", case, "rating")
    refused = reviewer("agenda", case, "--order", "received", "--triage")
    assert (refused.status, "før de er åpnet" in refused.err) == (1, True)
    does(reviewer, "phase", case, "opened")
    does(reviewer, "agenda", case, "2018-01", "2018-02", "--order", "received", "--minutes", "10")
    does(reviewer, "meeting", case, "triage", "2018-02", "unless_asked")
    assert [line.endswith("drøftes ikke") for line in reviewer("agenda", case).out.splitlines()[2:]] == [False, True]
    does(reviewer, "meeting", case, "ask", "2018-02", "--as", "lom")
    assert "drøftes ikke" not in reviewer("agenda", case).out


def test_the_agenda_keeps_its_numbers_until_they_are_given_anew(reviewer: Call, case: Path) -> None:
    does(reviewer, "meeting", case, "call", *MEETING)
    does(reviewer, "agenda", case, "--order", "received", "--first-number", "14", "--introducers", "2")
    first = {one["application"]: one for one in reviewer("agenda", case, "--json").data["items"]}
    assert [one["number"] for one in first.values()] == [f"{number}/18" for number in range(14, 26)]
    warned = reviewer("agenda", case, "--order", "place")
    assert "Rekkefølgen følger vurderingene." in warned.err
    second = {one["application"]: one for one in reviewer("agenda", case, "--json").data["items"]}
    assert {key: (one["number"], one["introducers"]) for key, one in second.items()} == {
        key: (one["number"], one["introducers"]) for key, one in first.items()
    }
    assert list(second) != list(first)


def test_invitation_and_minutes_are_exported(reviewer: Call, case: Path, paper: Path, tmp_path: Path) -> None:
    does(reviewer, "minute", case, paper)
    does(reviewer, "export", case, "--to", tmp_path / "ut", "--document", "minutes", "--format", "md")
    assert [path.name for path in (tmp_path / "ut").iterdir()] == ["protokoll-2018-03-01.md"]
    does(reviewer, "export", case, "--to", tmp_path / "inn", "--document", "agenda", "--format", "md")
    names = sorted(path.name for path in (tmp_path / "inn").iterdir())
    assert names[0] == "innkalling-2018-03-01-bergen.md"
    assert len(names) == 9
    assert reviewer("export", case, "2019", "--to", tmp_path / "x", "--document", "minutes").status == 1


def test_the_recipient_decides_and_what_follows_is_listed(reviewer: Call, case: Path, paper: Path) -> None:
    does(reviewer, "minute", case, paper)
    does(reviewer, "meeting", case, "lock", "--anyway")
    refused = reviewer("decide", case, "2018-03", "--amount", "1500000")
    assert refused.status == 1
    does(reviewer, "decide", case, "2018-03", "--amount", "1500000", "--reason", "Rammen er redusert.", "--day", "2018-04-01")
    does(reviewer, "milestone", case, "2018-03", "plan_received", "--due", "01.06.2018")
    found = reviewer("due", case, "--on", "2018-06-02", "--json").data["due"]
    assert [(one["what"], one["state"], one["due"], one["done"]) for one in found if one["application"] == "2018-03"] == [
        ("plan_received", "overdue", "2018-06-01", None),
        ("commitment", "no_date", None, None),
        ("recipient_decision", "done", None, "2018-04-01"),
    ]
    assert "Skriv den dagen" in reviewer("decide", case, "2018-03", "--reason", "x", "--amount", "1", "--day", "2018-02-28").err


def test_the_conditions_are_due_until_they_are_met_and_only_where_they_are_part_of_the_grant(
    reviewer: Call, case: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "protokoll.toml"
    paper.write_text(PAPER.replace('reasons = "Løsningen', 'deadline = 2018-06-01\nreasons = "Løsningen'), encoding="utf-8")
    does(reviewer, "minute", case, paper)
    does(reviewer, "meeting", case, "lock", "--anyway")

    def due() -> list[tuple[str, str]]:
        found = reviewer("due", case, "--on", "2018-06-02", "--json").data["due"]
        return [(one["state"], one["due"]) for one in found if one["application"] == "2018-03" and one["what"] == "conditions"]

    assert due() == [("overdue", "2018-06-01")]
    does(reviewer, "decide", case, "2018-03", "--day", "2018-04-01")
    does(reviewer, "milestone", case, "2018-03", "conditions", "--due", "2018-07-01")
    assert due() == [("due", "2018-07-01")]
    does(reviewer, "milestone", case, "2018-03", "conditions", "--done", "2018-06-20")
    assert due() == [("done", "2018-07-01")]
    does(reviewer, "undo", case)
    does(reviewer, "decide", case, "2018-03", "--outcome", "not_recommended", "--reason", "Nei.", "--day", "2018-04-02")
    assert "overdue" not in [state for state, _ in due()]


def test_what_the_recipient_grants_is_followed_up_though_the_council_postponed_it(reviewer: Call, case: Path, paper: Path) -> None:
    does(reviewer, "minute", case, paper)
    does(reviewer, "meeting", case, "lock", "--anyway")
    does(reviewer, "decide", case, "2018-07", "--outcome", "recommended", "--amount", "5", "--reason", "Haster.", "--day", "2018-04-01")
    found = reviewer("due", case, "--json").data["due"]
    assert {one["what"] for one in found if one["application"] == "2018-07"} == {"recipient_decision", "commitment"}


@pytest.mark.parametrize(
    "call",
    [
        ("meeting", "call", "--date", "i går"),
        ("meeting", "vote", "2018-03", "--motion"),
        ("meeting", "decide"),
        ("milestone", "2018-03", "plan_received"),
    ],
)
def test_a_wrong_call_is_told_from_a_refusal(reviewer: Call, case: Path, call: tuple[str, ...]) -> None:
    assert reviewer(call[0], case, *call[1:]).status == 2


def test_the_schema_names_the_keys_of_the_file(reviewer: Call) -> None:
    schema = reviewer("schema", "minutes").data
    assert {"for", "against", "abstained"} <= schema["$defs"]["Votes"]["properties"].keys()
    assert schema["required"] == ["meeting"]


def test_no_two_cases_get_the_same_number_whoever_writes_the_agenda(reviewer: Call, case: Path) -> None:
    does(reviewer, "meeting", case, "call", *MEETING)
    does(reviewer, "agenda", case, "--order", "received", "--first-number", "14")
    does(reviewer, "meeting", case, "off", "2018-12")
    does(reviewer, "agenda", case, "2018-12", "2018-11", "--order", "received", "--as", "oslo")
    numbers = [one["number"] for one in reviewer("agenda", case, "--json").data["items"]]
    assert len(numbers) == len(set(numbers))


def test_who_declines_after_the_decision_leaves_the_money_to_the_next_in_line(reviewer: Call, case: Path, paper: Path) -> None:
    does(reviewer, "minute", case, paper)
    first = reviewer("fund", case, "--json").data
    answer = reviewer("decline", case, first["allocations"][0]["id"], "--reason", "Ikke kapasitet.")
    assert answer.status == 0, answer.err
    after = {one["id"]: one["amount"] for one in reviewer("fund", case, "--json").data["allocations"]}
    assert first["allocations"][0]["id"] not in after
    assert sum(after.values()) <= first["budget"]
    assert any(amount > {one["id"]: one["amount"] for one in first["allocations"]}.get(key, 0) for key, amount in after.items())


def test_a_member_reads_an_application_when_it_has_declared_its_interest_in_it(reviewer: Call, tmp_path: Path) -> None:
    path = tmp_path / "ny.sak"
    does(reviewer, "new", path, "--committee", "kommit-radet", "fixtures/digifin-illustrativ.toml")
    does(reviewer, "phase", path, "declaring")
    closed = reviewer("show", path, "2018-06", "--as", "lom")
    assert closed.status == 1
    assert "reviewer declare" in closed.err
    assert reviewer("economics", path, "2018-06", "--as", "lom").status == 1
    packs = tmp_path / "pakker"
    does(reviewer, "export", path, "--to", packs, "--document", "reading-pack", "--format", "md", "--as", "lom")
    summary = next(one["summary"] for one in reviewer("show", path, "2018-06", "--json").data["applications"] if one["id"] == "2018-06")
    text = " ".join(file.read_text(encoding="utf-8") for file in packs.iterdir())
    assert summary[:40] not in text
    assert summary[:40] not in reviewer("log", path, "--as", "lom", "--json").out
    does(reviewer, "declare", path, "2018-06", "none", "--as", "lom")
    assert reviewer("show", path, "2018-06", "--as", "lom").status == 0
    assert summary[:40] in reviewer("log", path, "--as", "lom", "--json").out


def test_recused_or_in_doubt_needs_a_named_ground(reviewer: Call, case: Path) -> None:
    refused = reviewer("declare", case, "2018-12", "recused", "--as", "lom")
    assert refused.status == 2
    assert "party, kin, office, partner, competing, same_institution, discretion" in refused.err
    does(reviewer, "declare", case, "2018-12", "possible", "--ground", "competing", "--as", "lom")


def test_the_reserve_list_says_who_is_next_and_until_when(reviewer: Call, case: Path) -> None:
    told = reviewer("reserve", case, "--json").data
    assert [one["rank"] for one in told["reserve"]] == sorted(one["rank"] for one in told["reserve"])
    assert told["until"] is None
    assert reviewer("reserve", case, "--until", "2018-12-31", "--json").data["until"] == "2018-12-31"
    assert "Reservelisten gjaldt til og med 31.12.2018." in reviewer("reserve", case).out
    does(reviewer, "reserve", case, "--until", "2999-12-31")
    assert "Reservelisten gjelder til og med 31.12.2999." in reviewer("reserve", case).out


def test_the_agenda_says_who_is_not_expected_when_a_case_comes_up(reviewer: Call, case: Path) -> None:
    does(reviewer, "meeting", case, "call", *MEETING)
    does(reviewer, "agenda", case, "2018-06", "2018-07", "--order", "received", "--minutes", "30")
    does(reviewer, "meeting", case, "expect", "bergen", "--until", "10:30", "--as", "bergen")
    does(reviewer, "meeting", case, "expect", "lom", "--not")
    items = reviewer("agenda", case, "--json").data["items"]
    assert [(one["begins"], one["expected_away"], one["quorum_expected"]) for one in items] == [
        ("10:00", ["lom"], True),
        ("10:30", ["bergen", "lom"], True),
    ]
    assert reviewer("meeting", case, "expect", "oslo", "--as", "bergen").status == 1
