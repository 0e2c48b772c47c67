"""A filter as a line of text: `poeng>=3,5 beløp<5m vis:uavklart sorter:beløp skole`. It can be kept, sent to others and used anywhere.

Every line has a meaning: what is no bound, order or choice is looked for as words. The words are those of all three languages.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from reviewer.casefile.views import Bound, Only, Relation, Sort, View
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass

_MILLION = 1_000_000
_FIGURES = {
    **dict.fromkeys(("poeng", "snitt", "score", "mean"), Sort.SCORE),
    **dict.fromkeys(("beløp", "søkt", "amount", "applied"), Sort.AMOUNT),
    **dict.fromkeys(("nnv", "npv"), Sort.NPV_PER_KRONE),
}
_ORDERS = {
    **_FIGURES,
    **dict.fromkeys(("plass", "place"), Sort.PLACE),
    **dict.fromkeys(("nummer", "number", "id"), Sort.ID),
    **dict.fromkeys(("tittel", "title"), Sort.TITLE),
    **dict.fromkeys(("søker", "søkjar", "applicant"), Sort.APPLICANT),
}
_ONLY = {
    **dict.fromkeys(("uvurdert", "unrated"), Only.UNRATED),
    **dict.fromkeys(("ikke-oppfylt", "ikkje-oppfylt", "not-met"), Only.NOT_ELIGIBLE),
    **dict.fromkeys(("uavklart", "unresolved"), Only.UNRESOLVED),
    **dict.fromkeys(("uten-innstilling", "utan-innstilling", "unsettled"), Only.UNSETTLED),
    **dict.fromkeys(("innstilt", "settled"), Only.SETTLED),
}
_SPACED = re.compile(r"\s*(<=|>=|<|>|=)\s*")
_BOUND = re.compile(r"([^\W\d]+)(<=|>=|<|>|=)(.*)")
_NUMBER = re.compile(r"(\d{1,15})(?:[.,](\d{1,9}))?(m?)")
_CHOICE = re.compile(r"(vis|show|sorter|sort):(-?)(.*)")


@dataclass(frozen=True, slots=True)
class Asked:
    """The view that a line asks for, and what in the line could not be read: that narrows nothing."""

    view: View
    problem: Said | None = None


def asked(line: str, view: View) -> Asked:
    """Return the view as the line has it; what the line says nothing of stays as it is in `view`, but for words and bounds."""
    line = line.encode(errors="replace").decode()  # half a sign, as in a word on the command line that is no UTF-8, is in no title
    words: list[str] = []
    found = Asked(replace(view, text="", bounds=()))
    for part in _SPACED.sub(r"\1", line).split():
        bound, choice = _BOUND.fullmatch(part), _CHOICE.fullmatch(part.casefold())
        if bound:
            found = _bounded(found, bound)
        elif choice:
            found = _chosen(found, choice)
        else:
            words.append(part)
    return replace(found, view=replace(found.view, text=" ".join(words)))


def _bounded(found: Asked, part: re.Match[str]) -> Asked:
    figure = _FIGURES.get(part[1].casefold())
    number = _NUMBER.fullmatch(part[3].casefold())
    if figure is None:
        return replace(found, problem=say("“{word}” is not a figure. Write score, amount or npv.", word=part[1]))
    if number is None or (number[3] and figure is not Sort.AMOUNT):
        return replace(found, problem=say("Write a number after “{word}”, as in score>=3.5 or amount<5m.", word=f"{part[1]}{part[2]}"))
    value = Fraction(Decimal(f"{number[1]}.{number[2] or 0}")) * (_MILLION if number[3] else 1)
    return replace(found, view=replace(found.view, bounds=(*found.view.bounds, Bound(figure, Relation(part[2]), value))))


def _chosen(found: Asked, part: re.Match[str]) -> Asked:
    only, order = _ONLY.get(part[3]), _ORDERS.get(part[3])
    if part[1] in {"vis", "show"} and only is not None and not part[2]:
        return replace(found, view=replace(found.view, only=only))
    if part[1] in {"sorter", "sort"} and order is not None:
        return replace(found, view=replace(found.view, sort=order, descending=bool(part[2])))
    if part[1] in {"vis", "show"}:
        said = say("After “{word}” write unrated, not-met, unresolved, unsettled or settled.", word=f"{part[1]}:")
    else:
        said = say("After “{word}” write place, number, title, applicant, amount, score or npv.", word=f"{part[1]}:")
    return replace(found, problem=said)
