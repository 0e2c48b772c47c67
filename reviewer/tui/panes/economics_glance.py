"""The top of the economics page: the claim beside the recomputed figure, and what there is to say about it in a few lines."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from rich.cells import cell_len

from reviewer.domain.case import Dossier
from reviewer.domain.economics import Appraisal, Source, whole_kroner
from reviewer.domain.economics.claims import Size
from reviewer.domain.economics.council import pairs
from reviewer.domain.economics.effects import grade_text, graded
from reviewer.domain.economics.sensitivity import break_even_take_up
from reviewer.domain.economics.words import all_assumed, profitable
from reviewer.domain.revised import assumption_remark
from reviewer.domain.said import Said, Share, say, say_number
from reviewer.language.numbers import decimal_text, millions_text
from reviewer.tui.drawing.cells import fitted
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.panes.economics_view import EconomicsView

ROOMY = 100
"""Cells: from this width on, what stands below each other on a narrow screen stands side by side."""

_SIZES = {
    Size.AGREES: Tone.GOOD,
    Size.SMALL: Tone.GOOD,
    Size.NOTABLE: Tone.ATTENTION,
    Size.LARGE: Tone.BAD,
    Size.UNKNOWN: Tone.MUTED,
}
_WIDTHS = (18, 13, 11)
_NARROW_WIDTHS = (16, 8, 8)
"""Cells of the names and the two columns of figures; on a narrow screen there is room for nothing else."""
_NARROW = 60


def glance(sheet: Sheet, one: EconomicsView) -> None:
    """Write the verdict, the figures beside each other, from how many it is profitable, and how likely."""
    _verdict(sheet, one)
    _compared(sheet, one)
    _resting_on(sheet, one)
    sentence = profitable(break_even_take_up(one.application, one.method, one.view.assumptions), one.subject.case.municipalities)
    if sentence is not None:
        sheet.prose(sentence)
    if one.method.uncertainty is not None and one.shown.source is Source.RECOMPUTED:
        _likely(sheet, one)
    found = len(one.remarks())
    if found:
        said = say_number("{number} thing to ask the applicant about, below.", "{number} things to ask the applicant about, below.", found)
        sheet.line(("! ", Tone.ATTENTION), (sheet.text(said), Tone.ATTENTION))


def _verdict(sheet: Sheet, one: EconomicsView) -> None:
    """Write whether it is profitable, and how the claim stands to the cash flow."""
    npv = one.shown.npv if one.shown.source is Source.RECOMPUTED else None
    if npv is None:
        sheet.line((sheet.text(_WITHOUT.get(one.shown.source, _WITHOUT[Source.NONE])), Tone.MUTED))
        return
    worth = sheet.text(_worth_words(one, npv > 0))
    size = max((one.explanation.npv, one.explanation.ratio), key=_SEVERITY.index)
    sheet.line((f"{worth}. ", Tone.GOOD if npv > 0 else Tone.BAD), (sheet.text(_claim_words(one, size)), _SIZES[size]))


def _claim_words(one: EconomicsView, size: Size) -> Said:
    """Return how what the applicant states stands to the cash flow, and which of the two figures it is about."""
    npv, ratio = one.explanation.npv, one.explanation.ratio
    what = say("What the applicant states")
    if npv is not ratio and size in {Size.NOTABLE, Size.LARGE}:
        what = say("The applicant's NPV") if npv is size else say("The applicant's NPV per krone")
    match size:
        case Size.AGREES:
            return say("{what} agrees with what is computed.", what=what)
        case Size.SMALL:
            return say("{what} lies close to what is computed.", what=what)
        case Size.NOTABLE:
            return say("{what} differs from what is computed.", what=what)
        case Size.LARGE:
            return say("{what} differs much from what is computed.", what=what)
        case Size.UNKNOWN:
            return say("The applicant states nothing to compare with.")


def _worth_words(one: EconomicsView, profitable: bool) -> Said:  # noqa: FBT001 - a finding
    if one.given:
        return say("In that case profitable") if profitable else say("In that case not profitable")
    if one.subject.judged.council is not None:
        return say("The council: profitable") if profitable else say("The council: not profitable")
    return say("Profitable") if profitable else say("Not profitable")


_SEVERITY = (Size.UNKNOWN, Size.AGREES, Size.SMALL, Size.NOTABLE, Size.LARGE)


def _compared(sheet: Sheet, one: EconomicsView) -> None:
    wide = sheet.width >= _NARROW
    names, npv, ratio = _WIDTHS if wide else _NARROW_WIDTHS
    columns = (
        SheetColumn("", names),
        SheetColumn(sheet.text(say("NPV, NOK million")), npv, numeric=True),
        SheetColumn(sheet.text(say("per krone")), ratio, numeric=True),
        *((SheetColumn(""),) if wide else ()),
    )
    claimed = one.stated.claimed
    period = say("over {years} years", years=claimed.years) if claimed.years else ""
    rows = [
        (
            _name(sheet, say("Applicant states")),
            *_worth(sheet, claimed.npv, claimed.npv_per_invested_krone, Tone.TEXT),
            _aside(sheet, period),
        ),
        (_name(sheet, say("Recomputed")), *_figures(sheet, one.stated, Tone.STRONG), _aside(sheet, _deviation(one))),
        _third(sheet, one),
    ]
    sheet.table(columns, [row[: len(columns)] for row in rows])


def _name(sheet: Sheet, said: Said, tone: Tone = Tone.MUTED) -> Cell:
    return Cell(sheet.text(said), tone)


def _aside(sheet: Sheet, said: Said | str) -> Cell:
    """Return what stands beside the figures, on one line: however long it is, nothing below it moves."""
    text = sheet.text(said)
    room = sheet.width - sum(_WIDTHS) - 2 * len(_WIDTHS)
    return Cell(fitted(text, min(cell_len(text), max(4, room))), Tone.MUTED)


def _third(sheet: Sheet, one: EconomicsView) -> tuple[Cell, ...]:
    """Return the line that is always there, so that nothing moves when something is tried: the what-if, or the council's own."""
    tone = Tone.ATTENTION if one.given else Tone.STRONG
    name = say("What if") if one.given else say("The council assumes")
    if not one.given and one.subject.judged.council is None:
        return (_name(sheet, name), Cell("–", Tone.MUTED), Cell("–", Tone.MUTED), _aside(sheet, say("nothing else")))
    apart = _apart(one.shown.npv, one.stated.npv)
    aside: Said | str = ""
    if apart is not None:
        away = Share(apart)
        aside = say("+{share} from recomputed", share=away) if apart > 0 else say("{share} from recomputed", share=away)
    return (_name(sheet, name, tone if one.given else Tone.MUTED), *_figures(sheet, one.shown, tone), _aside(sheet, aside))


def _apart(npv: Fraction | None, stated: Fraction | None) -> Fraction | None:
    return None if npv is None or not stated else (npv - stated) / abs(stated)


def _figures(sheet: Sheet, appraisal: Appraisal, tone: Tone) -> tuple[Cell, Cell]:
    own = appraisal.source is Source.RECOMPUTED
    npv = whole_kroner(appraisal.npv) if own and appraisal.npv is not None else None
    return _worth(sheet, npv, appraisal.npv_per_invested_krone if own else None, tone)


def _worth(sheet: Sheet, npv: int | None, ratio: Decimal | Fraction | None, tone: Tone) -> tuple[Cell, Cell]:
    language = sheet.speech.language
    return Cell(millions_text(npv, language), tone), Cell("–" if ratio is None else decimal_text(ratio, language), tone)


def _deviation(one: EconomicsView) -> Said | str:
    deviation, name = one.stated.npv_deviation, one.subject.committee.method.name
    if one.stated.source is not Source.RECOMPUTED:
        return ""
    if deviation is None:
        return say("by {method}", method=name)
    if deviation > 0:
        return say("+{share}, by {method}", share=Share(deviation), method=name)
    return say("{share}, by {method}", share=Share(deviation), method=name)


def _resting_on(sheet: Sheet, one: EconomicsView) -> None:
    """Write, on one line, what the third figure rests on."""
    if one.given:
        asked = sheet.text(all_assumed(one.given))
        sheet.line((sheet.text(say("Not saved:")), Tone.ATTENTION), (f" {asked}", Tone.TEXT))
    elif one.subject.judged.council is not None:
        _assumed_line(sheet, one.subject.dossier)
    elif one.application.effects:
        _unpriced(sheet, one)
    elif one.stated.source is Source.RECOMPUTED:
        sheet.line((sheet.text(say("Try another rate, take-up or period: press w.")), Tone.MUTED))


def _unpriced(sheet: Sheet, one: EconomicsView) -> None:
    """Write the effects that have no price beside those that have one, by the council's grades where it has its own."""
    found = graded(one.application, one.subject.committee.method.grading, one.subject.dossier.grades)
    told = " · ".join(
        f"{'?' if effect.counted is None else grade_text(effect.counted)} {' '.join(effect.effect.name.split())}" for effect in found
    )
    sheet.line((sheet.text(say("Without a price:")), Tone.MUTED), (f" {told}", Tone.TEXT))


def _assumed_line(sheet: Sheet, dossier: Dossier) -> None:
    """Write what the council assumes; first that some of it is older than the application, so that it is never cut off."""
    older = any(assumption_remark(dossier, name) is not None for name in dossier.assumed)
    mark = [(f"! {sheet.text(say('From an earlier revision, see below:'))} ", Tone.ATTENTION)] if older else []
    sheet.line(*mark, (sheet.text(all_assumed(pairs(dossier.assumed))), Tone.TEXT))


_WITHOUT = {
    Source.CLAIMED: say("The applicant's own figures count: there is no cash flow."),
    Source.NONE: say("There is no cash flow to compute from."),
}


def _likely(sheet: Sheet, one: EconomicsView) -> None:
    """Write the simulation in as many lines whether it is drawn or not."""
    found = one.simulation
    if found is None:
        shown = say("Drawing …") if one.drawing else say("Nothing here is uncertain: nothing is drawn.")
        sheet.line((sheet.text(shown), Tone.MUTED))
        if sheet.width < ROOMY:
            sheet.lines.append(())
        return
    language = sheet.speech.language
    chance = say(
        "NPV is above 0 in {share} of {draws} draws (seed {seed}).", share=Share(found.above_zero), draws=found.draws, seed=str(found.seed)
    )
    spread = say(
        "P10 {low}, P50 {middle}, P90 {high} (NOK million).",
        low=millions_text(found.p10, language),
        middle=millions_text(found.p50, language),
        high=millions_text(found.p90, language),
    )
    if sheet.width >= ROOMY:
        sheet.line((sheet.text(chance), Tone.TEXT), (f" {sheet.text(spread)}", Tone.TEXT))
        return
    sheet.line((sheet.text(chance), Tone.TEXT))
    sheet.line((sheet.text(spread), Tone.TEXT))
