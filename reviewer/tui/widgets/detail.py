"""The pane beside the list: one application at a glance."""

from __future__ import annotations

from rich.text import Text

from reviewer.casefile.browse import Line
from reviewer.domain.assessment import Judged
from reviewer.domain.requirements import VerdictKind
from reviewer.domain.said import Said, say
from reviewer.language.numbers import decimal_text, millions_text
from reviewer.language.speech import Speech
from reviewer.tui.drawing.cells import lines_of, one_line, wrapped
from reviewer.tui.drawing.glyphs import Glyphs
from reviewer.tui.drawing.theme import Palette
from reviewer.tui.drawing.tones import Tone, tone_style
from reviewer.tui.wording.choices import OUTCOME

_TONES = {
    VerdictKind.MET: Tone.GOOD,
    VerdictKind.NOT_MET: Tone.BAD,
    VerdictKind.UNKNOWN: Tone.ATTENTION,
    VerdictKind.NOT_APPLICABLE: Tone.MUTED,
    VerdictKind.WAIVED: Tone.ACCENT,
}
_FIRST = (VerdictKind.NOT_MET, VerdictKind.UNKNOWN, VerdictKind.WAIVED, VerdictKind.MET, VerdictKind.NOT_APPLICABLE)
_INDENT = 2
_BREAK = "\n"


class Glance:
    """Writes one application into a pane, in the app's language, signs and colours."""

    def __init__(self, speech: Speech, glyphs: Glyphs, palette: Palette, width: int) -> None:
        self.speech = speech
        self.glyphs = glyphs
        self.palette = palette
        self.width = width

    def of_line(self, line: Line) -> Text:
        """Return what the list itself knows: at once, before the application is read."""
        text = Text()
        self._put(text, one_line(line.id), Tone.MUTED)
        self._put(text, one_line(line.title), Tone.STRONG)
        self._put(text, one_line(line.applicant), Tone.MUTED)
        return text

    def of_judged(self, line: Line, judged: Judged) -> Text:
        """Return the application with its requirements, economics and recommendation."""
        application = judged.dossier.application
        text = self.of_line(line)
        self._put(text, "")
        self._put(text, self._money(application.amount_applied, application.project_cost), Tone.TEXT)
        self._economics(text, judged)
        self._verdicts(text, judged)
        self._recommendation(text, judged)
        if application.summary:
            self._put(text, "")
            self._put(text, lines_of(application.summary), Tone.MUTED)
        return text

    def _money(self, applied: int | None, cost: int | None) -> Said:
        language = self.speech.language
        if cost is None:
            return say("Applied for NOK {applied} million", applied=millions_text(applied, language))
        return say(
            "Applied for NOK {applied} of {cost} million", applied=millions_text(applied, language), cost=millions_text(cost, language)
        )

    def _economics(self, text: Text, judged: Judged) -> None:
        ratio = judged.appraisal.npv_per_invested_krone
        if ratio is not None:
            value = decimal_text(ratio, self.speech.language, places=1)
            self._put(text, say("{value} kroner of net present value per krone", value=value))

    def _verdicts(self, text: Text, judged: Judged) -> None:
        self._head(text, say("Requirements"))
        signs = {
            VerdictKind.MET: self.glyphs.met,
            VerdictKind.NOT_MET: self.glyphs.not_met,
            VerdictKind.UNKNOWN: self.glyphs.unknown,
            VerdictKind.NOT_APPLICABLE: self.glyphs.not_applicable,
            VerdictKind.WAIVED: self.glyphs.waived,
        }
        for verdict in sorted(judged.verdicts.items, key=lambda item: _FIRST.index(item.verdict)):
            text.append(f"{signs[verdict.verdict]} ", tone_style(self.palette, _TONES[verdict.verdict]))
            name = wrapped(one_line(verdict.name), self.width - _INDENT)
            text.append(f"{name.replace(_BREAK, _BREAK + ' ' * _INDENT)}\n", tone_style(self.palette, Tone.TEXT))
            if verdict.verdict in {VerdictKind.NOT_MET, VerdictKind.UNKNOWN, VerdictKind.WAIVED}:
                reason = wrapped(one_line(self.speech.text(verdict.reason)), self.width - _INDENT)
                self._put(text, " " * _INDENT + reason.replace(_BREAK, _BREAK + " " * _INDENT), Tone.MUTED)

    def _recommendation(self, text: Text, judged: Judged) -> None:
        recommendation = judged.dossier.recommendation
        if recommendation.outcome is None:
            return
        self._head(text, say("The council's recommendation"))
        self._put(text, OUTCOME[recommendation.outcome])
        if recommendation.granted:
            self._put(text, say("NOK {amount} million", amount=millions_text(recommendation.granted, self.speech.language)))

    def _head(self, text: Text, said: Said) -> None:
        self._put(text, "")
        self._put(text, said, Tone.STRONG)

    def _put(self, text: Text, said: Said | str, tone: Tone = Tone.TEXT) -> None:
        text.append(f"{self.speech.text(said)}\n", tone_style(self.palette, tone))
