"""What can be done from a meeting's page."""

from __future__ import annotations

from reviewer.domain.said import say
from reviewer.tui.commands import Command

AGENDA_KEYS = (
    Command(id="agenda.sit", name=say("Run the meeting: case by case"), action="sit", keys=("p", "m"), footer=say("Run")),
    Command(id="agenda.room", name=say("The projector's page"), action="room", keys=("P",)),
    Command(id="agenda.order", name=say("Put the cases in order"), action="order", keys=("o",), footer=say("Order")),
    Command(
        id="agenda.invite", name=say("Write the invitation, one version a seat"), action="invite", keys=("e",), footer=say("Invitation")
    ),
    Command(
        id="agenda.review",
        name=say("Review: everything once more, lock the minutes, approve and correct them"),
        action="review",
        keys=("v",),
        footer=say("Review and lock"),
    ),
    Command(
        id="agenda.after",
        name=say("After the meeting: the recipient's decision, letters, what is due"),
        action="after",
        keys=("f",),
        footer=say("Afterwards"),
    ),
    Command(id="agenda.call", name=say("When and where: change it, or call the first meeting"), action="call", keys=("c",)),
    Command(id="agenda.new", name=say("Call one more meeting"), action="new", keys=("C",)),
    Command(id="agenda.open", name=say("Open the application"), action="open", keys=("enter",)),
    Command(id="agenda.ask", name=say("Ask that the case be discussed"), action="ask", keys=("a",)),
    Command(id="agenda.triage", name=say("Discuss the case, or not unless someone asks"), action="triage", keys=("d",)),
    Command(id="agenda.suggest", name=say("Which cases need no discussion, by the ratings"), action="suggest", keys=("D",)),
    Command(id="agenda.introducers", name=say("Who introduces the case"), action="introducers", keys=("i",)),
    Command(id="agenda.distribute", name=say("Share out who introduces, over all cases"), action="distribute", keys=("I",)),
    Command(id="agenda.minutes", name=say("Minutes planned for the case"), action="minutes", keys=("t",)),
    Command(id="agenda.all_minutes", name=say("Minutes planned for every case that is discussed"), action="all_minutes", keys=("T",)),
    Command(id="agenda.number", name=say("Number all cases again"), action="number", keys=("n",)),
    Command(id="agenda.up", name=say("Move the case up"), action="move(-1)", keys=("shift+up", "less_than_sign")),
    Command(id="agenda.down", name=say("Move the case down"), action="move(1)", keys=("shift+down", "greater_than_sign")),
    Command(id="agenda.matter", name=say("A matter that is not an application: add or change it"), action="matter", keys=("M",)),
    Command(id="agenda.off", name=say("Take the case off the agenda"), action="off", keys=("delete",)),
    Command(id="agenda.expect", name=say("When you are there: from, until, or not at all"), action="expect", keys=("w",)),
    Command(id="agenda.paper", name=say("Take in minutes kept on paper"), action="paper", keys=("r",)),
    Command(id="agenda.interests", name=say("Who takes part in which application"), action="interests", keys=("H",)),
    Command(id="agenda.next", name=say("The next meeting of this round"), action="next", keys=("tab",)),
    Command(id="agenda.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
    Command(id="agenda.close", name=say("Back"), action="close", keys=("escape", "q")),
)
