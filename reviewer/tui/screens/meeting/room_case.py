"""An open case on the projector: its facts, what is moved, how the votes fell, and whether there is a quorum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from reviewer.domain.committee import Committee
from reviewer.domain.meeting.rulebook import Tie, voting_rules
from reviewer.domain.meeting.slide import Comes, Facts, Slide
from reviewer.domain.meeting.voting import Result, Verdict
from reviewer.domain.requirements import VerdictKind
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.numbers import decimal_text, millions_text
from reviewer.tui.drawing.cells import fitted
from reviewer.tui.drawing.large_sheet import block, letters, pair
from reviewer.tui.drawing.lettering import Size
from reviewer.tui.drawing.sheet import Piece, Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.wording.motions import motion_words, numbered, proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What the room sees at a moment."""

    slide: Slide
    committee: Committee
    now: datetime

    def names(self, seats: Sequence[str]) -> Listed:
        """Return the seats' names."""
        found = (self.committee.seat(seat) for seat in seats)
        return Listed(tuple(seat.name if seat else key for seat, key in zip(found, seats, strict=True)))


def open_case(sheet: Sheet, room: Room, here: Comes, facts: Facts) -> None:
    """Write an open case into 13 lines."""
    _heading(sheet, room, here, facts)
    pair(sheet, _applied(sheet, facts), _requirements(sheet, facts))
    pair(sheet, _computed(sheet, facts), _claimed(sheet, facts))
    pair(sheet, _ratings(sheet, room, facts, 1), _raters(sheet, facts))
    sheet.lines.append(())
    block(sheet, 2, lambda part: _motion(part, room, facts))
    block(sheet, 1, lambda part: _vote(part, room, facts))
    block(sheet, 1, lambda part: _quorum(part, facts))


def tall_case(sheet: Sheet, room: Room, here: Comes, facts: Facts) -> None:
    """Write an open case into the lines of a tall page, its figures large."""
    sheet.lines.append(())
    _heading(sheet, room, here, facts)
    sheet.lines.append(())
    _figures(sheet, facts)
    sheet.lines.append(())
    pair(sheet, _requirements(sheet, facts), _claimed(sheet, facts))
    sheet.lines.append(())
    pair(sheet, _ratings(sheet, room, facts, 2), _raters(sheet, facts))
    sheet.lines.append(())
    block(sheet, 2, lambda part: _motion(part, room, facts))
    sheet.lines.append(())
    _votes_large(sheet, facts)
    block(sheet, 1, lambda part: _result(part, room, facts))
    block(sheet, 1, lambda part: _quorum(part, facts))


def _heading(sheet: Sheet, room: Room, here: Comes, facts: Facts) -> None:
    block(sheet, 3, lambda part: _named(part, facts))
    block(sheet, 2, lambda part: _out(part, room, here))


def _named(sheet: Sheet, facts: Facts) -> None:
    """Write the title over at most two lines, and the applicant below it."""
    title = Sheet(sheet.speech, sheet.glyphs, sheet.width)
    title.prose(facts.title, Tone.STRONG)
    sheet.lines.extend(title.lines[:2])
    sheet.line((facts.applicant, Tone.MUTED))


def _out(sheet: Sheet, room: Room, here: Comes) -> None:
    """Write who has left the room, and who leads where that is not the chair."""
    item = room.slide.item
    acting = item.chair if item and item.acting and item.chair == item.acting.chair else ""
    left = say("Has left the room: {seats}.", seats=room.names(here.leaving)) if here.leaving else say("Nobody has left the room.")
    nobody = item is not None and not item.chair
    led = say("{left} Acting chair: {seat}.", left=left, seat=room.names([acting])) if acting else left
    led = say("{left} No acting chair is set yet.", left=left) if nobody else led
    sheet.prose(led, Tone.ATTENTION if here.leaving or acting or nobody else Tone.MUTED)


def _applied(sheet: Sheet, facts: Facts) -> Sequence[Piece]:
    amount = millions_text(facts.judged.dossier.application.amount_applied, sheet.speech.language)
    return ((f"{sheet.text(say('Applied'))} ", Tone.MUTED), (sheet.text(say("NOK {amount} million", amount=amount)), Tone.STRONG))


def _requirements(sheet: Sheet, facts: Facts) -> Sequence[Piece]:
    signs = (
        (VerdictKind.MET, sheet.glyphs.met, Tone.GOOD),
        (VerdictKind.NOT_MET, sheet.glyphs.not_met, Tone.BAD),
        (VerdictKind.UNKNOWN, sheet.glyphs.unknown, Tone.ATTENTION),
        (VerdictKind.WAIVED, sheet.glyphs.waived, Tone.ACCENT),
    )
    counts = [(f"{sign} {facts.verdicts.get(kind, 0)}   ", tone) for kind, sign, tone in signs if facts.verdicts.get(kind, 0)]
    return ((f"{sheet.text(say('Requirements'))} ", Tone.MUTED), *counts)


def _computed(sheet: Sheet, facts: Facts) -> Sequence[Piece]:
    appraisal = facts.judged.appraisal
    worth = _worth(sheet, appraisal.npv, appraisal.npv_per_invested_krone)
    return ((f"{sheet.text(say('NPV'))} ", Tone.MUTED), (worth, Tone.STRONG))


def _claimed(sheet: Sheet, facts: Facts) -> Sequence[Piece]:
    claimed = facts.judged.appraisal.claimed
    ratio = None if claimed.npv_per_invested_krone is None else Fraction(claimed.npv_per_invested_krone)
    worth = _worth(sheet, None if claimed.npv is None else Fraction(claimed.npv), ratio)
    return ((f"{sheet.text(say('Stated'))} ", Tone.MUTED), (worth, Tone.TEXT))


def _worth(sheet: Sheet, npv: Fraction | None, ratio: Fraction | None) -> str:
    if npv is None and ratio is None:
        return "–"
    return sheet.text(say("NOK {npv} million, {ratio} per krone", npv=_millions(sheet, npv), ratio=_ratio(sheet, ratio)))


def _millions(sheet: Sheet, npv: Fraction | None) -> str:
    return "–" if npv is None else decimal_text(npv / 1_000_000, sheet.speech.language, places=1)


def _ratio(sheet: Sheet, ratio: Fraction | None) -> str:
    return "–" if ratio is None else decimal_text(ratio, sheet.speech.language, places=1)


def _ratings(sheet: Sheet, room: Room, facts: Facts, cells: int) -> Sequence[Piece]:
    """Return the members' scores as a strip, the lowest first, and what they come to; none before the ratings are opened."""
    name = (f"{sheet.text(say('Scores given'))} ", Tone.MUTED)
    if not facts.scores:
        return (name, (sheet.text(say("not opened")), Tone.MUTED))
    steps = [step.value for criterion in room.committee.criteria for step in criterion.scale]
    strip = " ".join(_level(sheet, score, min(steps), max(steps)) * cells for score in facts.scores)
    return (name, (f"{_score(sheet, facts)}  ", Tone.STRONG), (strip, Tone.ACCENT))


def _level(sheet: Sheet, score: Fraction, lowest: int, highest: int) -> str:
    levels = sheet.glyphs.levels
    share = (score - lowest) / (highest - lowest) if highest > lowest else Fraction(1)
    return levels[round(min(max(share, Fraction(0)), Fraction(1)) * (len(levels) - 1))]


def _score(sheet: Sheet, facts: Facts) -> str:
    value = facts.judged.score.value
    return "–" if value is None else decimal_text(value, sheet.speech.language, places=2)


def _raters(sheet: Sheet, facts: Facts) -> Sequence[Piece]:
    if not facts.scores:
        return ()
    able = len(facts.quorum.entitled) - len(facts.quorum.recused)
    language = sheet.speech.language
    low, high = (decimal_text(score, language, places=2) for score in (facts.scores[0], facts.scores[-1]))
    said = say("{count} of {all} have rated, {low}–{high}", count=len(facts.scores), all=able, low=low, high=high)
    return ((sheet.text(said), Tone.MUTED),)


def _figures(sheet: Sheet, facts: Facts) -> None:
    """Write the four figures of a case large, each under its name."""
    appraisal = facts.judged.appraisal
    amount = millions_text(facts.judged.dossier.application.amount_applied, sheet.speech.language)
    columns = (
        (say("Applied, NOK million"), amount, Tone.STRONG),
        (say("NPV, NOK million"), _millions(sheet, appraisal.npv), Tone.STRONG),
        (say("NPV per krone"), _ratio(sheet, appraisal.npv_per_invested_krone), Tone.STRONG),
        (say("Score"), _score(sheet, facts) if facts.scores else "–", Tone.ACCENT),
    )
    width = sheet.width // len(columns)
    sheet.line(*((fitted(sheet.text(name), width), Tone.MUTED) for name, _, _ in columns))
    letters(sheet, Size.SMALL, [(text, tone, width) for _, text, tone in columns])


# --- Motion, votes, quorum


def _motion(sheet: Sheet, room: Room, facts: Facts) -> None:
    item, motion = room.slide.item, facts.motion
    if motion is None:
        sheet.prose(say("No motion has been made yet."), Tone.MUTED)
        return
    decided = item.decided if item else None
    if decided is not None:
        sheet.prose(say("Decided: {what}", what=proposed(decided.outcome, decided.amount, len(decided.conditions))), Tone.STRONG)
        return
    sheet.prose(say("{motion}: {what}", motion=numbered(motion), what=motion_words(motion)), Tone.STRONG)


def _vote(sheet: Sheet, room: Room, facts: Facts) -> None:
    result = facts.result
    if result is None:
        sheet.line((sheet.text(say("Not voted on yet.")), Tone.MUTED))
        return
    counts = say(
        "For {ayes}   Against {noes}   Abstained {abstained}", ayes=result.votes_for, noes=result.votes_against, abstained=result.abstained
    )
    sheet.line((f"{sheet.text(counts)}   ", Tone.STRONG), (sheet.text(_came_to(room, result)), _tone(result)))


def _came_to(room: Room, result: Result) -> Said:
    """Return what the vote came to; equal votes wait for the leader's, by the rule set."""
    if result.verdict is not Verdict.UNDECIDED or not result.cast:
        return result.said
    if voting_rules(room.committee).tie is Tie.DOUBLE:
        return say("Equal votes: the leader's vote counts twice.")
    return say("Equal votes: the leader's vote decides.")


def _votes_large(sheet: Sheet, facts: Facts) -> None:
    result, width = facts.result, sheet.width // 4
    shown = ("–", "–", "–") if result is None else (str(result.votes_for), str(result.votes_against), str(result.abstained))
    names = (say("For"), say("Against"), say("Abstained"))
    sheet.line(*((fitted(sheet.text(name), width), Tone.MUTED) for name in names))
    letters(sheet, Size.SMALL, [(text, Tone.STRONG, width) for text in shown])


def _result(sheet: Sheet, room: Room, facts: Facts) -> None:
    if facts.result is None:
        sheet.line((sheet.text(say("Not voted on yet.")), Tone.MUTED))
    else:
        sheet.line((sheet.text(_came_to(room, facts.result)), _tone(facts.result)))


def _tone(result: Result) -> Tone:
    return {Verdict.CARRIED: Tone.GOOD, Verdict.LOST: Tone.BAD, Verdict.UNDECIDED: Tone.ATTENTION}[result.verdict]


def _quorum(sheet: Sheet, facts: Facts) -> None:
    sheet.line((sheet.text(facts.quorum.why), Tone.MUTED if facts.quorum.quorate else Tone.BAD))
