"""What can be done from the list of applications."""

from __future__ import annotations

from reviewer.domain.said import say
from reviewer.tui.commands import Command, Doer

BATCH_KEYS = (
    Command(id="batch.open", name=say("Open the application"), action="open", keys=("enter",), footer=say("Open")),
    Command(id="batch.rank", name=say("Ranking with the budget line"), action="rank", keys=("r",), footer=say("Rank")),
    Command(id="batch.proposal", name=say("Proposal: read and export it"), action="proposal", keys=("p",), footer=say("Proposal")),
    Command(id="batch.search", name=say("Search in number, title and applicant"), action="search", keys=("slash",), footer=say("Search")),
    Command(id="batch.sort", name=say("Sort the list"), action="sort", keys=("s",)),
    Command(id="batch.only", name=say("Show only some of the applications"), action="only", keys=("f",)),
    Command(id="batch.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
    Command(id="batch.import", name=say("Import more applications"), action="import", keys=("i",), by=Doer.OFFICE),
    Command(id="batch.set_aside", name=say("Rows that were set aside"), action="set_aside", keys=("b",)),
    Command(id="batch.budget", name=say("Set the budget"), action="budget", keys=("B",), by=Doer.OFFICE),
    Command(
        id="batch.stage", name=say("The phase of the round: open the ratings, lock the case"), action="stage", keys=("O",), by=Doer.RECORDS
    ),
    Command(id="batch.exchange", name=say("Exchange with the other laptops: hand in, send, take in"), action="exchange", keys=("x",)),
    Command(id="batch.waiting", name=say("Confirm your ratings from before the rules were changed"), action="waiting", keys=("w",)),
    Command(
        id="batch.interests",
        name=say("Who takes part in which application: declare, and see all seats"),
        action="interests",
        keys=("H",),
    ),
    Command(id="batch.meeting", name=say("The meeting: agenda, room, minutes, and what follows"), action="meeting", keys=("m",)),
    Command(id="batch.amend", name=say("Change the committee's rules, with a reason"), action="amend", by=Doer.OFFICE),
    Command(id="batch.seat", name=say("Speak for another seat"), action="seat"),
    Command(id="batch.close", name=say("Back: end the search, or to the start page"), action="back", keys=("escape",)),
)
