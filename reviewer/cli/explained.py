"""What each argument is, for those whose words are the same wherever they stand: no argument goes without."""

from __future__ import annotations

import argparse

from reviewer.cli.arguments import text
from reviewer.domain.said import Said, say

_REASON = say("why; it is kept and printed")
_COMMITTEE = say("the committee: a name from `reviewer committees`, or a file of your own")
_FOLDER = say("the folder to write to; it is made where it is not there")
_FILE = say("the file to write")

WORDS: dict[str, Said] = {
    "abstained": say("who abstained: how many, or which seats"),
    "amount": say("whole kroner, as in 4500000"),
    "ayes": say("how many voted for"),
    "batches": say("the applications: XLSX, CSV, JSON or TOML; several files may be given"),
    "budget": say("the round's budget in whole kroner"),
    "committee": _COMMITTEE,
    "concerned": say("the seat whose interest it is"),
    "conditions": say("a condition; may be given several times"),
    "date": say("the day, as in 2018-03-01"),
    "decision": say("what was decided"),
    "dissent": say("a seat that dissents, and its words"),
    "dry_run": say("say what would change, and write nothing"),
    "first": say("whether the first year is discounted"),
    "format": say("one or more formats, with commas between"),
    "id": say("the application's number"),
    "interest": say("whether the seat has an interest in the case"),
    "kind": say("whether it is the main motion, an amendment, an alternative, or a motion that is withdrawn"),
    "majority": say("the majority's view, where there is no agreement"),
    "method": say("how the order is found; without it as the committee's file says"),
    "milestone": say("which step"),
    "minority": say("the minority's view"),
    "minutes": say("the minutes, as a TOML file"),
    "motion": say("the number of the motion; without it the one on the table"),
    "name": _COMMITTEE,
    "noes": say("who voted against: how many, or which seats"),
    "note": say("a note, in your own words"),
    "outcome": say("what is recommended"),
    "output": _FILE,
    "packets": say("the packets that came in; in any order"),
    "place": say("where the meeting is held"),
    "postponed_to": say("when, or until what, the case is postponed"),
    "presence": say("whether they are in the room"),
    "rater": say("the seat whose rating it is"),
    "ratings": say("the ratings, as `export --format ratings` writes them"),
    "reason": _REASON,
    "reasons": say("the grounds, in your own words"),
    "rule": say("the requirement, by its id in `reviewer check`"),
    "ruling": say("what holds instead; `computed` takes the ruling back"),
    "seats": say("which seats"),
    "sort": say("what comes first"),
    "speaker": say("the seat that says it"),
    "standing": say("whether the seat is recused or takes part; `open`: not decided yet"),
    "strategy": say("down the list, or the set that gives most"),
    "text": say("the motion, as it is put to the vote"),
    "time_limit": say("how many seconds the search may take; then the best set found is shown, with how far it may be from the best"),
    "title": say("what the matter is called"),
    "triage": say("whether the case is discussed, or only if somebody asks"),
    "unanimous": say("all who are present and may vote are for"),
    "up_to": say("how many kroner may be given in all"),
    "words": say("the text, as it is to stand in the minutes"),
}
"""What an argument means in every command that has it, by the name under which its value is kept."""

_OF_ONE: dict[tuple[str, str], Said] = {
    ("archive", "to"): _FOLDER,
    ("demo", "case"): say("where to make the case; without it in your data folder"),
    ("export", "to"): _FOLDER,
    ("identity", "what"): say("make a key, show it, enrol a seat's key, close one, or say everything again with a new one"),
    ("place", "to"): say("the new place, or `computed` to go back to the computed one"),
    ("schema", "what"): say("which format"),
}


def explain(reader: argparse.ArgumentParser, command: str) -> None:
    """Give each argument of the command that has no words of its own the words that it has everywhere."""
    for action in reader._actions:  # noqa: SLF001 - the reader tells of its arguments nowhere else
        said = _OF_ONE.get((command, action.dest)) or WORDS.get(action.dest)
        if action.help is None and said is not None:
            action.help = text(said)
