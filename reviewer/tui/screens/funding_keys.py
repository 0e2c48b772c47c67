"""The commands of the funding page."""

from __future__ import annotations

from reviewer.domain.said import say
from reviewer.tui.commands import Command, Doer

FUNDING_KEYS: tuple[Command, ...] = (
    Command(id="funding.amount", name=say("Hold an amount for the application"), action="amount", keys=("enter",), footer=say("Amount")),
    Command(id="funding.digit", name=say("Hold an amount, beginning with this digit"), action="amount", shown="1–9"),
    Command(
        id="funding.step",
        name=say("A larger or a smaller budget"),
        action="step('{key}')",
        keys=("plus", "minus"),
        shown="+ -",
        footer=say("Budget"),
    ),
    Command(id="funding.budget", name=say("Write the budget to try"), action="budget", keys=("b",)),
    Command(id="funding.nothing", name=say("Give the application nothing"), action="hold_nothing", keys=("0",)),
    Command(id="funding.release", name=say("Leave the application to the list again"), action="release", keys=("delete", "backspace")),
    Command(id="funding.keep", name=say("Keep this set under a name"), action="keep", keys=("n",)),
    Command(
        id="funding.choose",
        name=say("Try another set: a kept one, the best, the computed"),
        action="choose",
        keys=("w",),
        footer=say("Sets"),
    ),
    Command(id="funding.drop", name=say("Throw away the kept set that is tried"), action="drop", keys=("x",)),
    Command(
        id="funding.compare",
        name=say("Compare the sets, or back to the list"),
        action="turn('sets')",
        keys=("v",),
    ),
    Command(id="funding.methods", name=say("Compare the methods, or back to the list"), action="turn('methods')", keys=("t",)),
    Command(id="funding.wish", name=say("It must get money, it must not, or no wish"), action="wish", keys=("m",)),
    Command(
        id="funding.wishes",
        name=say("Wishes for the best set, what they cost, and other frames"),
        action="wishes",
        keys=("y",),
        footer=say("Wishes"),
    ),
    Command(
        id="funding.adopt", name=say("Adopt: record the recommendations"), action="adopt", keys=("a",), by=Doer.RECORDS, footer=say("Adopt")
    ),
    Command(id="funding.set", name=say("Set the budget that is tried"), action="set_budget", keys=("s",), by=Doer.OFFICE),
    Command(id="funding.read", name=say("Read on below"), action="read", keys=("space",)),
    Command(id="funding.open", name=say("Open the application"), action="open", keys=("o",)),
    Command(id="funding.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
    Command(
        id="funding.close",
        name=say("Back: first to the list, then to the computed set"),
        action="back",
        keys=("escape", "q"),
    ),
)
