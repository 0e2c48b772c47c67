"""What no single key of a committee's file can show: ids that clash, steps and fields that do not exist, scales out of order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from reviewer.domain.application import WITHHOLDABLE, Application, Claim, Organisation, TakeUp
from reviewer.domain.committee import (
    AllOf,
    AmountApplied,
    AnyOf,
    Committee,
    Criterion,
    ExtraField,
    FieldFilled,
    FieldIs,
    FieldKind,
    NationalReuse,
    Not,
    SeatRole,
    StatementGiven,
    Test,
)
from reviewer.domain.said import say
from reviewer.intake.expectation import Path, Wrong, field_names
from reviewer.intake.method_checks import method_is_whole, prices_are_whole
from reviewer.intake.order_checks import order_is_whole

LANGUAGES = ("nb", "nn", "en")

INNER: Mapping[str, type[Any]] = {"applicant": Organisation, "reuse": TakeUp, "claimed": Claim}

APPLICATION_FIELDS = frozenset(
    {*field_names(Application), *(f"{table}.{name}" for table, kind in INNER.items() for name in field_names(kind))},
)
"""The fields that a rule may name: `summary`, `reuse.statement`, ..."""


def checks(committee: Committee) -> list[Wrong]:
    """Return everything that is wrong with the committee as a whole."""
    return [wrong for check in CHECKS for wrong in check(committee)]


def _ids_unique(committee: Committee) -> Iterator[Wrong]:
    for key in ("seats", "criteria", "rules", "steps", "fields", "price_models", "phrases"):
        ids = [item.id for item in getattr(committee, key)]
        times = Counter(ids)
        for number, name in enumerate(ids):
            if times[name] > 1:
                yield Wrong((key, number, "id"), name, say("Give each its own id; this one is used more than once."))


def _secretariat_has_a_seat(committee: Committee) -> Iterator[Wrong]:
    if all(seat.role is not SeatRole.SECRETARIAT for seat in committee.seats):
        yield Wrong(("seats",), None, say("Give at least one seat the role secretariat: it keeps the case."))


def _criteria_weigh(committee: Committee) -> Iterator[Wrong]:
    for number, criterion in enumerate(committee.criteria):
        if criterion.weight < 0:
            yield Wrong(("criteria", number, "weight"), str(criterion.weight), say("Write 0 or a positive number."))
        yield from _scale_ascends(number, criterion)
    if sum(criterion.weight for criterion in committee.criteria) <= 0:
        yield Wrong(("criteria",), None, say("Give at least one criterion a weight above 0."))


def _scale_ascends(number: int, criterion: Criterion) -> Iterator[Wrong]:
    values = [step.value for step in criterion.scale]
    if len(values) < 2 or values != sorted(set(values)):  # noqa: PLR2004 - one step is no scale
        shown = ", ".join(map(str, values))
        yield Wrong(("criteria", number, "scale"), shown, say("Write at least two steps, each with a higher value than the one before."))


def _rules_name_what_exists(committee: Committee) -> Iterator[Wrong]:
    steps = {step.id for step in committee.steps}
    extras = {item.id: item for item in committee.fields}
    for number, rule in enumerate(committee.rules):
        if rule.step and rule.step not in steps:
            yield Wrong(("rules", number, "step"), rule.step, say("Write the id of one of the steps: {choices}.", choices=_listed(steps)))
        if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
            yield Wrong(("rules", number, "valid_to"), str(rule.valid_to), say("Write a date that is not before valid_from."))
        for key, test in (("test", rule.test), ("when", rule.when)):
            if test is not None:
                yield from _test(("rules", number, key), test, extras)


def _test(path: Path, test: Test, extras: Mapping[str, ExtraField]) -> Iterator[Wrong]:
    match test:
        case AllOf() | AnyOf():
            if not test.parts:
                yield Wrong((*path, "parts"), "[]", say("Write at least one part."))
            for number, part in enumerate(test.parts):
                yield from _test((*path, "parts", number), part, extras)
        case Not():
            yield from _test((*path, "part"), test.part, extras)
        case FieldFilled():
            if test.field not in APPLICATION_FIELDS and test.field not in extras:
                yield _no_such_field(path, test.field, extras)
        case StatementGiven():
            if test.field not in extras or extras[test.field].kind is not FieldKind.YES_NO:
                expected = say(
                    "Write the id of a field of the kind yes_no: {choices}.", choices=_listed(_of_kind(extras, FieldKind.YES_NO))
                )
                yield Wrong((*path, "field"), test.field, expected)
        case FieldIs():
            yield from _field_is(path, test, extras)
        case NationalReuse():
            yield from _shares(path, test, "share_of_municipalities", "share_of_population")
        case AmountApplied():
            yield from _shares(path, test, "share_of_cost")
        case _:
            return


def _field_is(path: Path, test: FieldIs, extras: Mapping[str, ExtraField]) -> Iterator[Wrong]:
    extra = extras.get(test.field)
    if extra is None:
        yield _no_such_field(path, test.field, extras)
    elif extra.kind is FieldKind.CHOICE:
        for number, value in enumerate(test.one_of):
            if value not in extra.choices:
                yield Wrong((*path, "one_of", number), value, say("Write one of: {choices}.", choices=", ".join(extra.choices)))


def _no_such_field(path: Path, name: str, extras: Mapping[str, ExtraField]) -> Wrong:
    expected = say("Write a field of the application, or one of the committee's own fields: {choices}.", choices=_listed(set(extras)))
    return Wrong((*path, "field"), name, expected)


def _shares(path: Path, test: NationalReuse | AmountApplied, *names: str) -> Iterator[Wrong]:
    for name in names:
        share: Decimal | None = getattr(test, name)
        if share is not None and not 0 <= share <= 1:
            yield Wrong((*path, name), str(share), say("Write a share from 0 to 1; 50 per cent is 0.5."))


def _of_kind(extras: Mapping[str, ExtraField], kind: FieldKind) -> set[str]:
    return {name for name, extra in extras.items() if extra.kind is kind}


def _fields_are_whole(committee: Committee) -> Iterator[Wrong]:
    for number, extra in enumerate(committee.fields):
        if extra.kind is FieldKind.CHOICE and not extra.choices:
            yield Wrong(("fields", number, "choices"), "[]", say("Write what one can choose from."))
        if extra.id in APPLICATION_FIELDS:
            yield Wrong(("fields", number, "id"), extra.id, say("Every application already has a field of this name; choose another."))


def _money_in_range(committee: Committee) -> Iterator[Wrong]:
    if not 0 <= committee.fund.partial_floor <= 1:
        yield Wrong(("fund", "partial_floor"), str(committee.fund.partial_floor), say("Write a share from 0 to 1; 50 per cent is 0.5."))
    if committee.fund.frame is not None and committee.fund.frame < 0:
        yield Wrong(("fund", "frame"), str(committee.fund.frame), say("Write 0 or a positive number."))


_SHARE = say("Write a share from 0 to 1; 50 per cent is 0.5.")
_POSITIVE = say("Write 0 or a positive number.")


def _caps_cut(committee: Committee) -> Iterator[Wrong]:
    extras = {item.id: item for item in committee.fields}
    for number, cap in enumerate(committee.fund.caps):
        path: Path = ("fund", "caps", number)
        if cap.share_of_cost is not None and not 0 <= cap.share_of_cost <= 1:
            yield Wrong((*path, "share_of_cost"), str(cap.share_of_cost), _SHARE)
        if cap.at_most is not None and cap.at_most < 0:
            yield Wrong((*path, "at_most"), str(cap.at_most), _POSITIVE)
        if cap.share_of_cost is None and cap.at_most is None:
            yield Wrong(path, cap.id, say("Write share_of_cost, at_most, or both."))
        if cap.when is not None:
            yield from _test((*path, "when"), cap.when, extras)


def _payers_pay(committee: Committee) -> Iterator[Wrong]:
    fund = committee.fund
    amounts: list[tuple[Path, int | None]] = [(("fund", "gains_years"), fund.gains_years)]
    amounts += [(("fund", "sources", number, "amount"), one.amount) for number, one in enumerate(fund.sources)]
    amounts += [(("fund", "years", number, "amount"), one.amount) for number, one in enumerate(fund.years)]
    yield from (Wrong(path, str(amount), _POSITIVE) for path, amount in amounts if amount is not None and amount < 0)
    for number, source in enumerate(fund.sources):
        if not 0 <= source.share <= 1:
            yield Wrong(("fund", "sources", number, "share"), str(source.share), _SHARE)
    whole = sum(source.share for source in fund.sources)
    if fund.sources and whole != 1:
        yield Wrong(("fund", "sources"), str(whole), say("Write shares that add up to 1: every krone is paid by somebody."))


def _withheld_exists(committee: Committee) -> Iterator[Wrong]:
    own = {f"extra.{extra.id}" for extra in committee.fields}
    for number, one in enumerate(committee.withheld):
        if one.field not in WITHHOLDABLE and one.field not in own:
            choices = ", ".join((*WITHHOLDABLE, *sorted(own)))
            yield Wrong(("withheld", number, "field"), one.field, say("Write one of: {choices}.", choices=choices))
        if not one.ground.strip():
            yield Wrong(("withheld", number, "ground"), one.ground, say("Write the ground in law on which it is withheld."))


def _language_is_spoken(committee: Committee) -> Iterator[Wrong]:
    if committee.language not in LANGUAGES:
        yield Wrong(("language",), committee.language, say("Write one of: {choices}.", choices=", ".join(LANGUAGES)))


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "–"


def _documents_are_whole(committee: Committee) -> Iterator[Wrong]:
    template, theme = committee.documents.template, committee.documents.theme
    telling = {field.id for field in committee.fields if field.kind in {FieldKind.TEXT, FieldKind.CHOICE}}
    if theme and theme not in telling:
        expected = say(
            "Write the id of one of the committee's own fields that hold a text or a choice: {choices}.", choices=_listed(telling)
        )
        yield Wrong(("documents", "theme"), theme, expected)
    if template and (not template.lower().endswith(".docx") or set(template) & set("/\\:")):
        yield Wrong(("documents", "template"), template, say("Write the name of a Word file without a folder, such as committee.docx."))


CHECKS: tuple[Callable[[Committee], Iterator[Wrong]], ...] = (
    _ids_unique,
    _secretariat_has_a_seat,
    _criteria_weigh,
    _rules_name_what_exists,
    _fields_are_whole,
    _money_in_range,
    _caps_cut,
    _payers_pay,
    method_is_whole,
    prices_are_whole,
    _withheld_exists,
    _language_is_spoken,
    _documents_are_whole,
    order_is_whole,
)
