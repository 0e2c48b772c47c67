"""Økonomi: what the applicant claims beside what its cash flow gives, what that depends on, and what would change it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import ClassVar

from textual.timer import Timer

from reviewer.domain.application import Flow
from reviewer.domain.economics import Source
from reviewer.domain.economics.breakdown import by_line
from reviewer.domain.economics.claim_words import claim_told
from reviewer.domain.economics.effects import STEPS, grade_text, graded, table_text
from reviewer.domain.economics.sensitivity import SHARES, own_bounds
from reviewer.domain.economics.simulation import Simulation, simulate
from reviewer.domain.economics.whatif import WhatIfError
from reviewer.domain.economics.working import working
from reviewer.domain.events import EffectGraded
from reviewer.domain.proposal.words import NOT_STATED
from reviewer.domain.said import Kroner, Said, say, say_number
from reviewer.tui.commands import Command
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.forms.ask import AskForm, Question
from reviewer.tui.forms.ask import Choice as Answer
from reviewer.tui.panes import economics_deeper as deeper
from reviewer.tui.panes import economics_tables as tables
from reviewer.tui.panes.economics_charts import CHART_CELL, CHART_LABELS, MANY_LINES, cash_flow, has_take_up, matters_most, take_up_curve
from reviewer.tui.panes.economics_fund import flows_back
from reviewer.tui.panes.economics_glance import ROOMY, glance
from reviewer.tui.panes.economics_lines import lines_by_year
from reviewer.tui.panes.economics_one_way import one_at_a_time, other_conventions
from reviewer.tui.panes.economics_view import EconomicsView, Given, explanation_of, view_of
from reviewer.tui.panes.pane import Pane
from reviewer.tui.screens.choice import Choice
from reviewer.tui.subject import Subject

_PATIENCE = 0.3
"""Seconds after the last key before the draws begin: nobody waits for them while typing."""


class EconomicsPane(Pane):
    """The cost-benefit at a glance, its working, and what-ifs that can be saved as the council's own assumptions."""

    NAME: ClassVar[Said] = say("Economics")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="economics.what_if",
            name=say("Try another rate, take-up or period"),
            action="what_if",
            keys=("w", "enter"),
            footer=say("What if"),
            help=say("The page is recomputed as you type. What is tried can be saved as the council's own assumption, with a reason."),
        ),
        Command(
            id="economics.drop",
            name=say("Drop what is being tried"),
            action="drop",
            keys=("x", "delete"),
        ),
        Command(
            id="economics.share",
            name=say("Change each thing by 10, 25 or 50%, or by the applicant's own low and high"),
            action="share",
            keys=("b",),
        ),
        Command(
            id="economics.grade",
            name=say("Grade an effect for the council"),
            action="grade",
            keys=("g",),
            footer=say("Grade an effect"),
        ),
    )

    def __init__(self, **options: str | None) -> None:
        super().__init__(**options)
        self.given: Given = ()
        self._share: Fraction | None = Fraction(1, 4)
        self._one: EconomicsView | None = None
        self._drawn: dict[tuple[object, ...], Simulation | None] = {}
        self._waiting: Timer | None = None

    def show(self, subject: Subject) -> None:
        if self.subject is None or self.subject.dossier.id != subject.dossier.id:
            self.given = ()
            self._drawn.clear()
        explanation = explanation_of(subject)
        try:
            self._one = view_of(subject, self.given, explanation)
        except WhatIfError:
            self.given = ()
            self._one = view_of(subject, (), explanation)
        super().show(subject)
        self._draw()

    def try_out(self, given: Given) -> None:
        """Show the page by this what-if; it stays one until it is saved or dropped. Raises WhatIfError where it cannot be read."""
        if self._one is None:
            return
        self._one = view_of(self._one.subject, given, self._one.explanation)
        self.given = given
        self.write()
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PATIENCE, self._draw)

    # --- Drawing

    def _key(self, one: EconomicsView) -> tuple[object, ...]:
        return (one.subject.dossier.revisions[-1].id, one.view.given, one.subject.committee.method.name)

    def _draw(self) -> None:
        """Draw the simulation beside the keys, unless it is there already."""
        one = self._one
        if one is None or one.method.uncertainty is None or one.shown.source is not Source.RECOMPUTED or self._key(one) in self._drawn:
            return
        key, uncertainty = self._key(one), one.method.uncertainty

        def done(found: Simulation | None) -> None:
            self._drawn[key] = found
            self.write()

        self.owner.in_background(lambda: simulate(one.application, one.method, uncertainty, one.view.assumptions), done, "simulation")

    # --- The page

    def fill(self, sheet: Sheet, subject: Subject) -> None:
        del subject
        if self._one is None:
            return
        one, key = self._one, self._key(self._one)
        one = replace(one, simulation=self._drawn.get(key), drawing=key not in self._drawn, share=self._share)
        glance(sheet, one)
        _pictures(sheet, one)
        _claim(sheet, one)
        _remarks(sheet, one)
        tables.assumptions(sheet, one)
        _how_likely(sheet, one)
        one_at_a_time(sheet, one)
        deeper.two_at_a_time(sheet, one)
        other_conventions(sheet, one)
        table = working(one.application, one.method, one.view.assumptions)
        if table is not None:
            tables.working_table(sheet, table, one.method)
            lines_by_year(sheet, table)
        lines = by_line(one.application, one.method, one.view.assumptions)
        tables.actors(sheet, lines)
        tables.flow_lines(sheet, lines)
        tables.gains(sheet, one)
        tables.effects(sheet, one)
        tables.limits(sheet, one)
        flows_back(sheet, one)
        tables.figures(sheet, one.shown)
        tables.conventions(sheet, one.method, one.shown)

    # --- Acts

    def action_what_if(self) -> None:
        from reviewer.tui.forms.what_if import WhatIfForm

        if self.subject is None:
            return
        if self.subject.judged.appraisal.source is not Source.RECOMPUTED:
            self.owner.warn(say("There is no cash flow to compute from."))
            return
        self.action_top()
        self.app.push_screen(WhatIfForm(self.subject, self.given, self.try_out, self.owner.attempt))

    def action_drop(self) -> None:
        if self.given:
            self.try_out(())

    def action_share(self) -> None:
        """Turn to the next width of the changes; the applicant's own bounds are there where it has given any."""
        if self._one is None:
            return
        own = own_bounds(self._one.application, self._one.method, self._one.view.assumptions)
        turns = (*SHARES, None) if own else SHARES
        self._share = turns[(turns.index(self._share) + 1) % len(turns)] if self._share in turns else turns[0]
        self.write()

    def action_grade(self) -> None:
        subject = self.subject
        if subject is None or not subject.dossier.application.effects:
            return
        if not subject.waives:
            self.owner.warn(say("{seat} may not set what the council assumes.", seat=subject.seat.name))
            return
        names = list(dict.fromkeys(effect.name for effect in subject.dossier.application.effects))
        if len(names) == 1:
            self._ask_grade(names[0])
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                self._ask_grade(names[int(name)])

        self.app.push_screen(Choice(say("Which effect?"), [(str(at), name) for at, name in enumerate(names)]), chosen)

    def _ask_grade(self, name: str) -> None:
        subject = self.subject
        if subject is None:
            return
        application, id_ = subject.dossier.application, subject.dossier.id

        def save(grade: str, reason: str) -> Said | None:
            chosen = "" if grade == _TAKEN_BACK else STEPS[int(grade)]
            return self.owner.attempt([EffectGraded(application=id_, effect=name, grade=chosen, reason=reason.strip())])

        found = next(
            one for one in graded(application, subject.committee.method.grading, subject.dossier.grades) if one.effect.name == name
        )
        table = table_text(found) or "–"
        question = Question(
            title=name,
            lead=say(
                "The applicant: {own}. By the committee's table: {table}. {reason}",
                own=found.effect.grade or "–",
                table=table,
                reason=found.effect.reason,
            ),
            choices=tuple(_grades(found.council is not None)),
            chosen=str(STEPS.index(grade_text(found.size or 0 if found.counted is None else found.counted))),
            label=say("Reason (is kept, and printed in the proposal)"),
            text=found.council.reason if found.council else "",
        )
        self.app.push_screen(AskForm(question, save))


_TAKEN_BACK = "applicant"


def _grades(given: bool) -> list[Answer]:  # noqa: FBT001 - whether there is a grade to take back
    steps = [Answer(str(at), step) for at, step in reversed(list(enumerate(STEPS)))]
    return [*steps, Answer(_TAKEN_BACK, say("The applicant's grade counts again"))] if given else steps


def _pictures(sheet: Sheet, one: EconomicsView) -> None:
    """Write the cash flow and what matters most, side by side where there is room."""
    table = working(one.application, one.method, one.view.assumptions)
    if table is None:
        return
    if sheet.width < ROOMY:
        cash_flow(sheet, table.years)
        matters_most(sheet, one)
        return
    left = min(sheet.width * 3 // 5, CHART_LABELS + CHART_CELL * len(table.years))
    left = max(left, sheet.width // 2)
    sheet.blank()
    sheet.beside(left, lambda part: cash_flow(part, table.years, MANY_LINES), lambda part: matters_most(part, one))


def _how_likely(sheet: Sheet, one: EconomicsView) -> None:
    """Write how the draws lie and NPV by take-up, side by side where there is room and both are there."""
    if sheet.width < ROOMY or not (deeper.has_draws(one) and has_take_up(one)):
        deeper.draws(sheet, one)
        take_up_curve(sheet, one)
        return
    sheet.blank()
    sheet.beside((sheet.width - 3) // 2, lambda part: deeper.draws(part, one), lambda part: take_up_curve(part, one))


def _claim(sheet: Sheet, one: EconomicsView) -> None:
    """Write what explains the claim, and what it says of itself."""
    told = claim_told(one.application, one.stated, one.explanation, one.subject.committee.method)
    if not told:
        return
    sheet.heading(say("What explains what the applicant states"))
    for said in told:
        sheet.hung((("- ", Tone.MUTED),), said, Tone.TEXT, 2)


def _remarks(sheet: Sheet, one: EconomicsView) -> None:
    """Write what to ask the applicant about, and what is new in this revision."""
    found = list(one.remarks())
    former, application = one.subject.dossier.former, one.application
    if former is not None and (former.flows != application.flows or former.claimed != application.claimed):
        found.append(_revised(former.claimed.npv, former.flows))
    if not found:
        return
    sheet.heading(say("To ask the applicant about"))
    for said in found:
        sheet.hung((("! ", Tone.ATTENTION),), said, Tone.ATTENTION, 2)


def _revised(npv: int | None, flows: tuple[Flow, ...]) -> Said:
    return say_number(
        "The figures are new in this revision. Before: stated net present value {npv}, {number} line of cash flow.",
        "The figures are new in this revision. Before: stated net present value {npv}, {number} lines of cash flow.",
        len(flows),
        npv=NOT_STATED if npv is None else Kroner(npv),
    )
