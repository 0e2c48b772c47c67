"""Krav: every requirement with its verdict, why, and where it comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from reviewer.domain.committee import Status
from reviewer.domain.eligibility import Verdict, VerdictKind
from reviewer.domain.events import Ruling, VerdictRuled
from reviewer.domain.proposal.words import basis_text
from reviewer.domain.said import Said, say
from reviewer.tui.commands import Command
from reviewer.tui.drawing.glyphs import Glyphs
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.forms.ask import AskForm, Choice, Question
from reviewer.tui.panes.pane import Pane
from reviewer.tui.subject import Subject

WORDS: dict[VerdictKind, Said] = {
    VerdictKind.MET: say("met"),
    VerdictKind.NOT_MET: say("not met"),
    VerdictKind.UNKNOWN: say("unresolved"),
    VerdictKind.NOT_APPLICABLE: say("not applicable"),
    VerdictKind.WAIVED: say("waived"),
}
TONES = {
    VerdictKind.MET: Tone.GOOD,
    VerdictKind.NOT_MET: Tone.BAD,
    VerdictKind.UNKNOWN: Tone.ATTENTION,
    VerdictKind.NOT_APPLICABLE: Tone.MUTED,
    VerdictKind.WAIVED: Tone.ATTENTION,
}
_INDENT = 4


def glyph(kind: VerdictKind, glyphs: Glyphs) -> str:
    """Return the verdict's sign."""
    return str(getattr(glyphs, kind.value))


class RequirementsPane(Pane):
    """The verdicts; the chosen one can be waived or overruled by a seat with the right to it."""

    NAME: ClassVar[Said] = say("Requirements")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="requirements.rule",
            name=say("Waive or overrule the requirement"),
            action="rule",
            keys=("w", "enter"),
            footer=say("Waive"),
            help=say("Waive or overrule the chosen requirement, or take that back. A reason is asked for."),
        ),
    )

    def may(self, command: Command) -> bool:
        return super().may(command) and (self.subject is None or self.subject.waives)

    def fill(self, sheet: Sheet, subject: Subject) -> None:
        verdicts = subject.judged.verdicts
        sheet.line(*_summary(sheet, subject))
        step = ""
        names = {step.id: step.name for step in subject.committee.steps}
        for verdict in verdicts.items:
            if verdict.step != step and verdict.step in names:
                step = verdict.step
                sheet.end_part()
                sheet.heading(names[step])
            _verdict(sheet, verdict)
        if not verdicts.items:
            sheet.prose(say("The committee has no requirements."), Tone.MUTED)

    def action_rule(self) -> None:
        if self.subject is None or not self.subject.judged.verdicts.items:
            return
        if not self.subject.waives:
            self.owner.warn(say("{seat} may not waive or overrule a requirement.", seat=self.subject.seat.name))
            return
        verdict = self.subject.judged.verdicts.items[self.chosen]
        question = replace(ruling_question(verdict), about=f"ruling/{self.subject.dossier.id}/{verdict.rule}")
        self.app.push_screen(AskForm(question, lambda choice, text: self._rule(verdict, Ruling(choice), text)))

    def _rule(self, verdict: Verdict, ruling: Ruling, reason: str) -> Said | None:
        if not reason.strip():
            return say("A requirement is waived or overruled with a reason. Write it.")
        subject = self.subject
        body = VerdictRuled(application=subject.dossier.id if subject else "", rule=verdict.rule, ruling=ruling, reason=reason.strip())
        return self.owner.attempt([body])


def ruling_question(verdict: Verdict) -> Question:
    """Return what is asked about this verdict: the other verdicts than the computed one, or to take a ruling back."""
    choices = [
        Choice(Ruling.WAIVED, say("Waive it: the requirement does not stand in the way")),
        Choice(Ruling.MET, say("Found met")),
        Choice(Ruling.NOT_MET, say("Found not met")),
    ]
    if verdict.ruling is not None:
        choices.insert(0, Choice(Ruling.COMPUTED, say("Take the ruling back: what is computed holds")))
    return Question(
        title=verdict.name,
        lead=say("Computed: {verdict}. {reason}", verdict=WORDS[verdict.computed], reason=verdict.computed_reason),
        choices=tuple(choices),
        label=say("Reason (is kept, and printed in the proposal)"),
        chosen=verdict.ruling.ruling if verdict.ruling else "",
        text=verdict.ruling.reason if verdict.ruling else "",
    )


def _summary(sheet: Sheet, subject: Subject) -> tuple[tuple[str, Tone], ...]:
    eligible = subject.judged.verdicts.eligible
    if eligible is None:
        return ((sheet.text(say("Not clear yet whether it may be funded.")), Tone.ATTENTION), ("  " + _counts(sheet, subject), Tone.MUTED))
    if eligible:
        return ((sheet.text(say("May be funded.")), Tone.GOOD), ("  " + _counts(sheet, subject), Tone.MUTED))
    return ((sheet.text(say("May not be funded as it stands.")), Tone.BAD), ("  " + _counts(sheet, subject), Tone.MUTED))


def _counts(sheet: Sheet, subject: Subject) -> str:
    counts = subject.judged.verdicts.counts()
    return ", ".join(f"{number} {sheet.text(WORDS[kind])}" for kind, number in counts.items() if number)


def _verdict(sheet: Sheet, verdict: Verdict) -> None:
    sheet.end_part()
    sheet.blank()
    sheet.part()
    kind = verdict.verdict
    head = ((f"{glyph(kind, sheet.glyphs)} ", TONES[kind]), (verdict.name, Tone.STRONG), (f"  {sheet.text(WORDS[kind])}", TONES[kind]))
    if len(verdict.name) + 20 < sheet.width:
        sheet.line(*head)
    else:
        sheet.hung(head[:1], verdict.name, Tone.STRONG, 2)
        sheet.prose(WORDS[kind], TONES[kind], 2)
    if verdict.ruling is not None:
        sheet.prose(verdict.reason, Tone.ATTENTION, _INDENT)
        sheet.prose(
            say("Computed: {verdict}. {reason}", verdict=WORDS[verdict.computed], reason=verdict.computed_reason), Tone.MUTED, _INDENT
        )
    elif verdict.verdict in {VerdictKind.UNKNOWN, VerdictKind.NOT_APPLICABLE}:
        sheet.prose(verdict.reason, Tone.TEXT, _INDENT)
        sheet.prose(say("Required: {required}", required=verdict.required), Tone.MUTED, _INDENT)
    else:
        sheet.prose(verdict.reason, Tone.TEXT, _INDENT)
    tone = Tone.MUTED if verdict.basis.status is Status.ADOPTED else Tone.ATTENTION
    sheet.prose(say("Basis: {basis}", basis=basis_text(verdict.basis)), tone, _INDENT)
