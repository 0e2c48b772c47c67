"""What whoever runs the meeting can do."""

from __future__ import annotations

from reviewer.domain.said import say
from reviewer.tui.commands import Command

PRESENTING_KEYS = (
    Command(id="presenting.open", name=say("Open the case"), action="open", keys=("o",), footer=say("Open")),
    Command(id="presenting.motion", name=say("Motion, amendment or alternative"), action="move", keys=("f",), footer=say("Motion")),
    Command(id="presenting.vote", name=say("Take a vote"), action="vote", keys=("v",), footer=say("Vote")),
    Command(id="presenting.decide", name=say("Write the decision"), action="decide", keys=("d",), footer=say("Decision")),
    Command(id="presenting.attendance", name=say("Who comes and who leaves"), action="attendance", keys=("a",), footer=say("Attendance")),
    Command(id="presenting.close_case", name=say("Conclude the case"), action="close_case", keys=("c",)),
    Command(id="presenting.wait", name=say("Put the case back: it is taken later"), action="wait", keys=("w",)),
    Command(id="presenting.next", name=say("Next case"), action="step(1)", keys=("n",)),
    Command(id="presenting.previous", name=say("Previous case"), action="step(-1)", keys=("p",)),
    Command(id="presenting.go", name=say("Go to a case, also one that was put back or postponed"), action="go", keys=("m",)),
    Command(id="presenting.interest", name=say("The council's decision on an interest"), action="interest", keys=("i",)),
    Command(id="presenting.chair", name=say("Set an acting chair, or take that away again"), action="chair", keys=("l",)),
    Command(id="presenting.withdraw", name=say("A motion is withdrawn"), action="withdraw", keys=("x",)),
    Command(id="presenting.dissent", name=say("A seat dissents, in its own words"), action="dissent", keys=("s",)),
    Command(id="presenting.remark", name=say("A remark for the minutes on the case"), action="remark", keys=("r",)),
    Command(id="presenting.remark_all", name=say("A remark for the minutes on the meeting"), action="remark_all", keys=("R",)),
    Command(id="presenting.overrun", name=say("The council decides that the budget may be exceeded"), action="overrun", keys=("b",)),
    Command(id="presenting.begin", name=say("When the meeting began"), action="begin", keys=("B",)),
    Command(id="presenting.ratings", name=say("The ratings, and who has moved after the discussion"), action="ratings", keys=("t",)),
    Command(
        id="presenting.phase", name=say("The phase: rate again after the discussion, go on with the meeting"), action="phase", keys=("O",)
    ),
    Command(id="presenting.read", name=say("Read the application"), action="read", keys=("enter",)),
    Command(id="presenting.room", name=say("The projector's page"), action="room", keys=("P",)),
    Command(id="presenting.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
    Command(id="presenting.close", name=say("Back"), action="close", keys=("escape", "q")),
)
