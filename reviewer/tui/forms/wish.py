"""Write a wish: first its kind, then what it is about. What cannot be read is said, and can be put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from reviewer.casefile.keys import name_key
from reviewer.domain.case import Case
from reviewer.domain.committee import FieldKind
from reviewer.domain.ordering import Measure
from reviewer.domain.portfolio.posed import APPLICANT, COUNTY, INHABITANTS, MEASURES, those_with, values_of
from reviewer.domain.portfolio.wished import OF_THE_SEARCH, Wished, WishError, WishKind, floor_of, listed, wish
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.tui.drawing.cells import one_line
from reviewer.tui.forms.form import Form
from reviewer.tui.screen import CommandScreen
from reviewer.tui.screens.choice import Choice
from reviewer.tui.typed.kroner import kroner_in, kroner_wrong
from reviewer.tui.widgets.marks import MarkList


class Asked(StrEnum):
    """What a person can choose to wish; small municipalities are one way to wish for a share."""

    MUST = "must"
    NEVER = "never"
    EITHER = "either"
    TOGETHER = "together"
    REQUIRES = "requires"
    AT_MOST = "at_most"
    SHARE = "share"
    SMALL = "small"
    YEAR = "year"
    SOURCE = "source"
    FLOOR = "floor"
    MEASURE = "measure"


ASKED: Mapping[Asked, Said] = {
    Asked.MUST: say("This one must get money"),
    Asked.NEVER: say("This one must not get money"),
    Asked.EITHER: say("At most one of these"),
    Asked.TOGETHER: say("All of these, or none"),
    Asked.REQUIRES: say("This one only if another gets money"),
    Asked.AT_MOST: say("At most so many for each applicant, theme or county"),
    Asked.SHARE: say("A share of the budget for a theme or a county"),
    Asked.SMALL: say("A share of the budget for small municipalities"),
    Asked.YEAR: say("What one year can pay"),
    Asked.SOURCE: say("A source with its own limit"),
    Asked.FLOOR: say("Grants may be partial, with a floor"),
    Asked.MEASURE: say("What the best set is best by"),
}


@dataclass(frozen=True, slots=True)
class _Pick:
    """Choose from these: key and words."""

    label: Said
    choices: tuple[tuple[str, Said | str], ...]
    field: type[OptionList | SelectionList[str]] = OptionList


@dataclass(frozen=True, slots=True)
class _Write:
    """Write one line; `read` gives what stands in the wish, or what is wrong."""

    label: Said
    read: Callable[[str], str | Said]
    at_first: str = ""


_Part = _Pick | _Write


def ask_wish(screen: CommandScreen[Any], case: Case, then: Callable[[Wished], None]) -> None:
    """Ask for a wish, and give it to `then`."""

    def chosen(name: str | None) -> None:
        if name is not None:
            screen.app.push_screen(WishForm(case, Asked(name), then))

    choices = [(kind.value, said) for kind, said in ASKED.items()]
    screen.app.push_screen(Choice(say("What is the wish?"), choices), chosen)


class WishForm(Form):
    """The fields of one kind of wish."""

    def __init__(self, case: Case, asked: Asked, then: Callable[[Wished], None]) -> None:
        super().__init__(ASKED[asked])
        self.case = case
        self.asked = asked
        self._then = then
        self._parts = tuple(_parts(case, asked))

    @property
    def shape(self) -> str:
        return "tall" if any(isinstance(part, _Pick) for part in self._parts) else ""

    def fields(self) -> ComposeResult:
        for at, part in enumerate(self._parts):
            yield Static(self.text(part.label), classes="form-label", markup=False)
            if isinstance(part, _Write):
                field = Input(part.at_first, id=f"part{at}")
                field.cursor_blink = False
                yield field
            elif part.field is SelectionList:
                yield MarkList(*(Selection(Text(self.text(words)), key) for key, words in part.choices), id=f"part{at}")
            else:
                yield OptionList(*(Option(Text(self.text(words))) for _, words in part.choices), id=f"part{at}", markup=False)

    def on_mount(self) -> None:
        for options in self.query(OptionList):
            if options.option_count:
                options.highlighted = 0
        self.query_one("#part0").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if not isinstance(event.option_list, SelectionList):
            self.focus_next()

    def on_input_submitted(self) -> None:
        self.focus_next()

    def state(self) -> object:
        return [self._answer(at) for at in range(len(self._parts)) if isinstance(self._parts[at], _Write)]

    def _answer(self, at: int) -> str | Said:
        part, field = self._parts[at], self.query_one(f"#part{at}")
        if isinstance(part, _Write):
            return part.read(field.value.strip() if isinstance(field, Input) else "")
        if isinstance(field, SelectionList):
            return listed(key for key, _ in part.choices if key in field.selected)
        chosen = field.highlighted if isinstance(field, OptionList) else None
        return say("There is nothing to choose from.") if chosen is None else part.choices[chosen][0]

    def save(self) -> Said | None:
        answers = [self._answer(at) for at in range(len(self._parts))]
        wrong = next((one for one in answers if isinstance(one, Said)), None)
        if wrong is not None:
            return wrong
        wished = _wished(self.asked, [one for one in answers if isinstance(one, str)])
        try:
            _ = floor_of((wished,)) if wished.kind in OF_THE_SEARCH else wish(self.case, wished)
        except WishError as error:
            return say("Choose at least two.") if self.asked in {Asked.EITHER, Asked.TOGETHER} else error.said
        self.call_after_refresh(self._then, wished)
        return None


def _wished(asked: Asked, answers: Sequence[str]) -> Wished:
    """Return the answers as the wish is written."""
    match asked:
        case Asked.REQUIRES:
            return Wished(WishKind.REQUIRES, listed(answers))
        case Asked.AT_MOST | Asked.YEAR:
            return Wished(WishKind(asked.value), ":".join(answers))
        case Asked.SHARE:
            return Wished(WishKind.SHARE, f"{answers[0]}:{answers[1]}-{answers[2]}")
        case Asked.SMALL:
            return Wished(WishKind.SHARE, f"{INHABITANTS}=<{answers[0]}:{answers[1]}-{answers[2]}")
        case Asked.SOURCE:
            return Wished(WishKind.SOURCE, f"{answers[0]}={answers[1]}:{answers[2]}")
        case _:
            return Wished(WishKind(asked.value), answers[0])


def _parts(case: Case, asked: Asked) -> Sequence[_Part]:
    least = _Write(say("At least, per cent of the budget"), _share, "0")
    most = _Write(say("At most, per cent of the budget"), _share, "100")
    match asked:
        case Asked.MUST | Asked.NEVER:
            return (_Pick(say("Application"), _applications(case)),)
        case Asked.EITHER | Asked.TOGETHER:
            return (_Pick(say("Mark at least two with the space bar"), _applications(case), SelectionList),)
        case Asked.REQUIRES:
            return (_Pick(say("This one"), _applications(case)), _Pick(say("gets money only if this one does"), _applications(case)))
        case Asked.AT_MOST:
            return (_Pick(say("For each"), _fields(case)), _Write(say("At most so many"), _number, "1"))
        case Asked.SHARE:
            return (_Pick(say("Those with"), _values(case)), least, most)
        case Asked.SMALL:
            return (_Write(say("Municipalities with fewer inhabitants than"), _number), least, most)
        case Asked.YEAR:
            return (_Write(say("Year"), _number), _Write(say("Kroner"), _kroner))
        case Asked.SOURCE:
            name = _Write(say("Name of the source"), _name)
            return (name, _Write(say("It pays this much of every grant, per cent"), _share), _Write(say("At most, kroner"), _kroner))
        case Asked.FLOOR:
            return (_Write(say("At least so much of what was applied for, per cent"), _share, "50"),)
        case Asked.MEASURE:
            return (_Pick(say("Measure"), tuple((measure.value, MEASURES[measure]) for measure in Measure)),)


def _applications(case: Case) -> tuple[tuple[str, Said | str], ...]:
    return tuple((key, f"{key}  {one_line(one.application.title)}") for key, one in sorted(case.dossiers.items()))


_SHARED = frozenset({FieldKind.CHOICE, FieldKind.LIST})


def _fields(case: Case) -> tuple[tuple[str, Said | str], ...]:
    own = ((field.id, field.name) for field in case.committee.fields if field.kind in _SHARED)
    return ((APPLICANT, say("applicant")), (COUNTY, say("county of the applicant")), *own)


def _values(case: Case) -> tuple[tuple[str, Said | str], ...]:
    """Return every value that an application has in a field that several can share."""
    fields = [COUNTY, *(field.id for field in case.committee.fields if field.kind in _SHARED)]
    found = {(field, value) for key in case.dossiers for field in fields for value in values_of(case, key, field)}
    kept = sorted(found, key=lambda one: (fields.index(one[0]), name_key(one[1])))
    return tuple((f"{field}={value}", those_with(case, field, one_line(value))) for field, value in kept)


def _share(text: str) -> str | Said:
    """Read a per cent as a share 0-1."""
    bare = text.replace("%", "").replace(",", ".").strip()
    try:
        share = Fraction(bare) / 100
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    return str(share) if 0 <= share <= 1 else say("“{text}” is not a percentage from 0 to 100.", text=text)


def _number(text: str) -> str | Said:
    bare = text.replace(" ", "").replace("\u00a0", "")
    return bare if bare.isascii() and bare.isdecimal() else say("“{text}” is not a whole number.", text=text)


def _kroner(text: str) -> str | Said:
    amount = kroner_in(text)
    return kroner_wrong(text) or say("Write an amount.") if amount is None else str(amount)


def _name(text: str) -> str | Said:
    bare = text.replace("=", " ").replace(":", " ").strip()
    return bare or say("Write a name.")
