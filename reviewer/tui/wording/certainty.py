"""How firm the order is, in words: above the table, below it of the chosen application, and the pages on weights and strictness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from reviewer.domain.assessment import Assessment
from reviewer.domain.ranking.advice import Advice, advised
from reviewer.domain.ranking.comparison import Comparison, optimal_words
from reviewer.domain.ranking.robustness import Swap, WeightRange
from reviewer.domain.ranking.uncertainty import Uncertainty
from reviewer.domain.said import Listed, Said, Share, say
from reviewer.language.numbers import decimal_text
from reviewer.tui.background.certainty import Weighed
from reviewer.tui.drawing.cells import fitted, one_line
from reviewer.tui.drawing.pictures import Scale
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.rows.certainty import near, points
from reviewer.tui.rows.funded import METHOD
from reviewer.tui.rows.ranked import RankedRow

_NAMED = 8
"""So many applications are named in a sentence; where there are more, their number is told, and the table names them."""

_NAMED_SEATS = 3

_SHORT = 32
"""Cells of a title in a sentence."""

Titles = Mapping[str, str]


def titles(assessment: Assessment) -> Titles:
    """Return each application's title in place order, short enough for a sentence: what stands before its dash, where that is its own."""
    whole = {place.id: one_line(assessment.judged[place.id].dossier.application.title or place.id) for place in assessment.places}
    heads = {key: title.partition(" – ")[0] for key, title in whole.items()}
    often = Counter(heads.values())
    return {key: fitted(heads[key] if often[heads[key]] == 1 else title, _SHORT).rstrip() for key, title in whole.items()}


def _names(ids: Iterable[str], named: Titles) -> Listed:
    return Listed(tuple(say("“{name}”", name=named[key]) for key in ids))


# --- The places


def certain_lead(found: Uncertainty, named: Titles, grey: str) -> Said:
    """Return what was tried, and who is in the grey zone; and where it is so, that the council's own moves are not in it."""
    tried = _tried(found, named, grey)
    return say("{tried} The council's own moves are not in it.", tried=tried) if found.beside else tried


def _tried(found: Uncertainty, named: Titles, grey: str) -> Said:
    if not found.resamples:
        return say("The places when each of the {members} members is left out in turn.", members=found.members)
    tried = say(
        "The line is the places that {share} of {number} new draws of the {members} members give.",
        share=Share(found.certainty),
        number=found.resamples,
        members=found.members,
    )
    if not found.grey:
        return say("{tried} No one is in the grey zone around the budget line.", tried=tried)
    if len(found.grey) > _NAMED:
        return say(
            "{tried} {sign} In the grey zone around the budget line: {number} applications.", tried=tried, sign=grey, number=len(found.grey)
        )
    return say("{tried} {sign} In the grey zone around the budget line: {names}.", tried=tried, sign=grey, names=_names(found.grey, named))


def certain_why(sheet: Sheet, row: RankedRow, found: Uncertainty, seats: Mapping[str, str]) -> None:
    """Write how certain the chosen one's place and money are, and which members they hang on."""
    key = row.place.id
    if row.place.rank is None or key not in found.intervals:
        sheet.prose(row.place.reason)
        return
    if found.resamples:
        sheet.prose(_drawn(row, found, sheet.speech.language))
    (best, worst) = found.left_out[key]
    without = say("Place {place}, whichever member is left out.", place=best)
    if best != worst:
        without = say("Between place {best} and {worst} when one member is left out.", best=best, worst=worst)
    sheet.prose(without)
    if key in found.grey:
        sheet.prose(say("In the grey zone: other members might have given another answer. Talk about this one."), Tone.ATTENTION)
    if found.decisive:
        sheet.prose(_decisive(found, seats), Tone.MUTED)


def _decisive(found: Uncertainty, seats: Mapping[str, str]) -> Said:
    """Return without whose ratings others would get money."""
    number = len(found.decisive)
    if number > _NAMED_SEATS:
        return say("With one member left out, others get money in {number} of {members} cases.", number=number, members=found.members)
    names = Listed(tuple(seats.get(seat, seat) for seat in found.decisive))
    return say("Others would get money without the ratings of {names}, each alone.", names=names)


def _drawn(row: RankedRow, found: Uncertainty, language: str) -> Said:
    best, worst = found.intervals[row.place.id]
    money = near(found.above[row.place.id], language)
    if best == worst:
        return say(
            "Place {place} holds in {share} of the draws. Gets money in {money}.", place=best, share=Share(found.certainty), money=money
        )
    return say(
        "Between place {best} and {worst} in {share} of the draws. Gets money in {money}.",
        best=best,
        worst=worst,
        share=Share(found.certainty),
        money=money,
    )


# --- The methods


def method_lead(found: Comparison, named: Titles) -> Said:
    """Return which set gets money under all methods, and whose money the method decides."""
    if not any(found.funded.values()):
        return say("By none of the methods does anybody get money. Try a budget first: press b in the ranking.")
    always = [key for key in named if key in found.always]
    depends = [key for key in named if key in found.depends]
    if not depends:
        return say("All methods give money to the same: {names}.", names=_names_or_number(always, named))
    first = say("Money by all methods: {names}.", names=_names_or_number(always, named))
    if not always:
        first = say("Nobody gets money by all methods.")
    return say("{first} ! The method decides for: {names}.", first=first, names=_names_or_number(depends, named))


def _names_or_number(ids: list[str], named: Titles) -> Listed | Said:
    return _names(ids, named) if len(ids) <= _NAMED else say("{number} applications", number=len(ids))


def method_why(sheet: Sheet, row: RankedRow, found: Comparison) -> None:
    """Write by which methods the chosen one gets money, and what could not be compared."""
    key = row.place.id
    given = [METHOD[method] for method, ids in found.funded.items() if key in ids]
    none = [METHOD[method] for method, ids in found.funded.items() if ids and key not in ids]
    if given and none:
        said = say("Gets money by {given}, and none by {none}.", given=Listed(tuple(given)), none=Listed(tuple(none)))
        sheet.prose(said, Tone.ATTENTION)
    elif given:
        sheet.prose(say("Gets money by every method that gives anybody any."), Tone.GOOD)
    else:
        sheet.prose(say("Gets no money by any method."))
    sheet.prose(say("* money by that method. = the place is shared. ! the method decides whether it gets money."), Tone.MUTED)
    if found.optimal is not None:
        sheet.prose(optimal_words(found.optimal), Tone.MUTED)
    for method, why in found.refused.items():
        sheet.prose(say("{name}: {what}", name=METHOD[method], what=why), Tone.MUTED)


# --- The weights


def write_weights(sheet: Sheet, found: Weighed, named: Titles, criteria: Mapping[str, str], granted: frozenset[str]) -> None:
    """Write how far each weight may move before others get money, and the least change between two neighbours."""
    if not found.ranges:
        sheet.prose(say("There are not several criteria with weights: there is nothing to move."))
    elif not granted:
        sheet.prose(say("Nobody gets money yet, so no weight decides who does. Try a budget first: press b in the ranking."))
    else:
        sheet.prose(say("So far each weight can move before others get money. The other weights stay as they are."))
        sheet.blank()
        _ranges(sheet, found.ranges, named, criteria, granted)
    _swaps(sheet, found.swaps, named, criteria)


def _ranges(sheet: Sheet, ranges: tuple[WeightRange, ...], named: Titles, criteria: Mapping[str, str], granted: frozenset[str]) -> None:
    top = 2 * max(one.weight for one in ranges)
    cells = max(12, min(40, sheet.width - 50))
    scale = Scale(Fraction(0), top, cells)
    heads = (say("Weight"), say("From"), say("To"))
    columns = (
        SheetColumn(sheet.text(say("Criterion"))),
        *(SheetColumn(sheet.text(head), 7, numeric=True) for head in heads),
        SheetColumn(f"0{decimal_text(top, sheet.speech.language).rjust(cells - 1)}", cells),
    )
    widths = sheet.columns(columns)
    sheet.row(columns, widths, [Cell(column.heading, Tone.MUTED) for column in columns])
    for one in ranges:
        ends = (one.least or Fraction(0), top if one.most is None else one.most)
        texts = [points(one.weight, sheet.speech.language), *(_bound(sheet, bound) for bound in (one.least, one.most))]
        name = criteria.get(one.criterion, one.criterion)
        drawn = Cell(scale.span(ends, one.weight, sheet.glyphs), Tone.ACCENT)
        sheet.row(columns, widths, [Cell(one_line(name), Tone.STRONG), *map(Cell, texts), drawn])
        for words in _beyond(one, named, granted):
            sheet.prose(words, Tone.MUTED, 2)


def _bound(sheet: Sheet, bound: Fraction | None) -> str:
    return "–" if bound is None else points(bound, sheet.speech.language)


def _beyond(one: WeightRange, named: Titles, granted: frozenset[str]) -> Iterable[Said]:
    """Yield what happens at each bound, or that nothing does."""
    if one.least is not None:
        yield say("Less: {what}", what=_change(one.at_least, named, granted))
    if one.most is not None:
        yield say("More: {what}", what=_change(one.at_most, named, granted))
    if one.least is None and one.most is None:
        yield say("It decides nobody's money, however it is set.")


def _change(ids: tuple[str, ...], named: Titles, granted: frozenset[str]) -> Said:
    gains, loses = [key for key in ids if key not in granted], [key for key in ids if key in granted]
    if gains and loses:
        return say("{gains} would get money, {loses} would lose it.", gains=_names(gains, named), loses=_names(loses, named))
    return (
        say("{names} would get money.", names=_names(gains, named))
        if gains
        else say("{names} would lose the money.", names=_names(loses, named))
    )


def _swaps(sheet: Sheet, swaps: tuple[Swap, ...], named: Titles, criteria: Mapping[str, str]) -> None:
    if not swaps:
        return
    sheet.heading(say("The least change that swaps two neighbours"))
    least = min(swaps, key=lambda swap: swap.change)
    sheet.prose(say("At this weight the two are equal; a little further, the lower one stands above."), Tone.MUTED)
    for swap in swaps:
        words = say(
            "{upper} and {lower}: {criterion} from {weight} to {becomes}",
            upper=say("“{name}”", name=named[swap.upper]),
            lower=say("“{name}”", name=named[swap.lower]),
            criterion=criteria.get(swap.criterion, swap.criterion),
            weight=points(swap.weight, sheet.speech.language),
            becomes=points(swap.becomes, sheet.speech.language),
        )
        near_one = swap is least
        sheet.hung(((f"{sheet.glyphs.point if near_one else ' '} ", Tone.ATTENTION),), words, Tone.ATTENTION if near_one else Tone.TEXT, 2)


# --- Mild and strict


def write_leniency(sheet: Sheet, found: Advice, assessment: Assessment, seats: Mapping[str, str]) -> None:
    """Write what taking the members' strictness out would change, how mild each one is, and every score with and without it."""
    named = titles(assessment)
    sheet.prose(advised(found), Tone.STRONG if found.moved else Tone.TEXT)
    for one in found.moved:
        before, after = ("–" if number is None else str(number) for number in (one.before, one.after))
        sheet.prose(say("“{title}”: from place {before} to {after}", title=named[one.id], before=before, after=after), indent=2)
    if found.gains or found.loses:
        sheet.prose(_change((*found.gains, *found.loses), named, frozenset(found.loses)), Tone.ATTENTION)
    elif found.moved:
        sheet.prose(say("The same applications would get money."))
    sheet.blank()
    sheet.prose(say("Points above (+) or below (−) the others for the same applications. It grades nobody."), Tone.MUTED)
    sheet.blank()
    _by_seat(sheet, found, seats)
    sheet.blank()
    _by_application(sheet, found, assessment, named)


def _by_seat(sheet: Sheet, found: Advice, seats: Mapping[str, str]) -> None:
    far = max((abs(value) for value in found.by_seat.values()), default=Fraction(0)) or Fraction(1)
    cells = max(11, min(41, sheet.width - 44)) // 2 * 2 + 1
    scale = Scale(-far, far, cells)
    strict, mild = sheet.text(say("stricter")), sheet.text(say("milder"))
    columns = (
        SheetColumn(sheet.text(say("Seat"))),
        SheetColumn(sheet.text(say("Points")), 7, numeric=True),
        SheetColumn(f"{strict}{mild.rjust(cells - len(strict))}", cells),
    )
    rows = []
    for seat, value in sorted(found.by_seat.items(), key=lambda entry: -entry[1]):
        drawn = scale.span((Fraction(0), value), value, sheet.glyphs)
        rows.append((Cell(one_line(seats.get(seat, seat))), Cell(_signed(value, sheet.speech.language)), Cell(drawn, Tone.ACCENT)))
    sheet.table(columns, rows)


def _by_application(sheet: Sheet, found: Advice, assessment: Assessment, named: Titles) -> None:
    """Write each application's score and place, and what they would be without the strictness."""
    columns = (
        SheetColumn(sheet.text(say("Application"))),
        SheetColumn(sheet.text(say("Score")), 7, numeric=True),
        SheetColumn(sheet.text(say("Pl.")), 4, numeric=True),
        SheetColumn(sheet.text(say("Adjusted")), 8, numeric=True),
        SheetColumn(sheet.text(say("Pl.")), 4, numeric=True),
    )
    rows = []
    for place in assessment.places:
        score, then = assessment.judged[place.id].score.value, found.ranks[place.id]
        tone = Tone.ATTENTION if then != place.rank else Tone.TEXT
        figures = (_points(sheet, score), _rank(place.rank), _points(sheet, found.adjusted.get(place.id)), _rank(then))
        rows.append((Cell(one_line(named[place.id])), *(Cell(text, tone) for text in figures)))
    sheet.table(columns, rows)


def _points(sheet: Sheet, value: Fraction | None) -> str:
    return "–" if value is None else points(value, sheet.speech.language)


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _signed(value: Fraction, language: str) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{points(abs(value), language)}"
