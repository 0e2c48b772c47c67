"""The columns of the list of applications."""

from __future__ import annotations

from fractions import Fraction

from reviewer.casefile.browse import Line
from reviewer.domain.said import Said, say
from reviewer.language.numbers import decimal_text, millions_text
from reviewer.language.speech import Speech
from reviewer.tui.drawing.glyphs import Glyphs
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.widgets.lines import Column, Piece
from reviewer.tui.wording.choices import OUTCOME_SHORT

_BAR = 5
_APPLICANT_FROM = 84
_NPV_FROM = 84
_OUTCOME_FROM = 100


def batch_columns(speech: Speech, glyphs: Glyphs, scale: tuple[int, int]) -> tuple[Column[Line], ...]:
    """Return the columns; `scale` is the lowest and highest step of the committee's criteria, for the bars."""

    def head(said: Said) -> str:
        return speech.text(said)

    language = speech.language
    return (
        Column(heading=head(say("Pl.")), cell=_place, width=4, numeric=True),
        Column(heading=head(say("Application")), cell=_title, share=3),
        Column(heading=head(say("Applicant")), cell=_applicant, share=2, least=_APPLICANT_FROM),
        Column(
            heading=head(say("Applied")),
            unit=head(say("NOK m")),
            cell=lambda line: ((millions_text(line.amount, language), Tone.TEXT),),
            width=8,
            numeric=True,
        ),
        Column(heading=head(say("Requirements")), cell=lambda line: verdict_pieces(line, glyphs), width=9),
        Column(heading=head(say("NPV/kr")), cell=lambda line: _ratio(line, language), width=6, numeric=True, least=_NPV_FROM),
        Column(heading=head(say("Score")), cell=lambda line: _score(line, speech, glyphs, scale), width=12),
        Column(heading=head(say("Council")), cell=lambda line: _outcome(line, speech), width=9, least=_OUTCOME_FROM),
    )


def verdict_pieces(line: Line, glyphs: Glyphs) -> tuple[Piece, ...]:
    """Return how many requirements came out how: `✓8 ✗1 ?1 ~1`; what is not so for any is left out."""
    counts = (
        (glyphs.met, line.met, Tone.GOOD),
        (glyphs.not_met, line.not_met, Tone.BAD),
        (glyphs.unknown, line.unknown, Tone.ATTENTION),
        (glyphs.waived, line.waived, Tone.ACCENT),
    )
    pieces = [(f"{glyph}{count} ", tone) for glyph, count, tone in counts if count]
    return tuple(pieces) or ((glyphs.not_applicable, Tone.MUTED),)


def _place(line: Line) -> tuple[Piece, ...]:
    if line.rank is None:
        return (("– ", Tone.MUTED),)
    mark = "=" if line.tied else "*" if line.moved else " "
    return ((f"{line.rank}{mark}", Tone.ATTENTION if line.moved else Tone.TEXT),)


def _title(line: Line) -> tuple[Piece, ...]:
    return ((line.title or line.id, Tone.TEXT if line.eligible is not False else Tone.MUTED),)


def _applicant(line: Line) -> tuple[Piece, ...]:
    return ((line.applicant, Tone.MUTED),)


def _ratio(line: Line, language: str) -> tuple[Piece, ...]:
    if line.npv_per_krone is None:
        return (("–", Tone.MUTED),)
    return ((decimal_text(line.npv_per_krone, language, places=1), Tone.TEXT),)


def _score(line: Line, speech: Speech, glyphs: Glyphs, scale: tuple[int, int]) -> tuple[Piece, ...]:
    if line.score is None:
        return ((speech.text(say("begun")) if line.rated else speech.text(say("not rated")), Tone.MUTED),)
    lowest, highest = scale
    share = (line.score - lowest) / (highest - lowest) if highest > lowest else Fraction(1)
    return ((decimal_text(line.score, speech.language, places=2), Tone.TEXT), (" ", Tone.TEXT), (glyphs.bar(share, _BAR), Tone.ACCENT))


def _outcome(line: Line, speech: Speech) -> tuple[Piece, ...]:
    if line.outcome is None:
        return (("–", Tone.MUTED),)
    return ((speech.text(OUTCOME_SHORT[line.outcome]), Tone.TEXT),)
