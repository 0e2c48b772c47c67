"""May an application be funded, and on which ground not: every rule of the committee gives a verdict with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Final, NamedTuple

from reviewer.domain.application import Application
from reviewer.domain.committee import Basis, Committee, Rule
from reviewer.domain.economics import Appraisal
from reviewer.domain.events import Ruling
from reviewer.domain.identity import Same
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.requirements import Check, Facts, Finding, Names, VerdictKind, check_for
from reviewer.domain.requirements.finding import unknown
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass

__all__ = ["UNOPENED", "Given", "Verdict", "VerdictKind", "Verdicts", "judge", "not_judged"]

UNOPENED: Final = say("The application opens when its reader has declared its interest in it.")
"""Why nothing is told of an application in a round that asks for declarations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a seat has decided about a verdict, and why; `seat` is its id."""

    ruling: Ruling
    reason: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one rule came out: `computed` is what the rule itself gave, `verdict` what holds after a seat's ruling, if any.

    `required` is short, `demand` a sentence that can stand alone.
    `reason` says why the verdict is what it is; under a ruling that is the ruling's, and `computed_reason` the computation's.
    """

    rule: str
    name: str
    verdict: VerdictKind
    computed: VerdictKind
    observed: Said | None
    required: Said
    demand: Said
    reason: Said
    computed_reason: Said
    basis: Basis
    step: str
    ruling: Given | None = None
    rejection: str = ""


class Verdicts:
    """All verdicts on one application, in the order of the committee's rules.

    `eligible` looks at the first step only: False if a rule is not met, else None if one is unknown, else True.
    The sentences are made when `items` is first read: a list of thousands of applications counts the kinds and reads none.
    """

    __slots__ = ("_items", "_tell", "eligible", "kinds")

    def __init__(self, kinds: tuple[VerdictKind, ...], eligible: bool | None, tell: Callable[[], tuple[Verdict, ...]]) -> None:  # noqa: FBT001 - three-valued
        self.kinds = kinds
        self.eligible = eligible
        self._tell = tell
        self._items: tuple[Verdict, ...] | None = None

    @property
    def items(self) -> tuple[Verdict, ...]:
        """Each rule's verdict with what was observed, what is required, and why."""
        if self._items is None:
            self._items = self._tell()
        return self._items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Verdicts) and self.items == other.items

    def __hash__(self) -> int:
        return hash(self.items)

    def counts(self) -> Mapping[VerdictKind, int]:
        """Return how many verdicts there are of each kind."""
        return {kind: self.kinds.count(kind) for kind in _KINDS}

    def of(self, rule: str) -> Verdict | None:
        """Return the verdict of that rule, or None."""
        return next((item for item in self.items if item.rule == rule), None)


class _Ready(NamedTuple):
    """A rule made ready once for all applications; `told` has the verdicts of findings that many applications share."""

    rule: Rule
    check: Check
    look: Callable[[Facts], Finding]
    told: dict[int, tuple[Finding, Verdict]]


class _Rulebook(NamedTuple):
    """The rules, the positions of those that decide whether an application is eligible, and what no ruling on any of them looks like."""

    rules: tuple[_Ready, ...]
    deciding: tuple[int, ...]
    unruled: tuple[None, ...]


_KINDS: Final = tuple(VerdictKind)
_REMEMBERED: Final = 64
"""So many verdicts of a rule are kept to be given again."""

_RULED: Final = {Ruling.WAIVED: VerdictKind.WAIVED, Ruling.MET: VerdictKind.MET, Ruling.NOT_MET: VerdictKind.NOT_MET}


@lru_cache(maxsize=32)
def _rulebook(key: Same[Committee]) -> _Rulebook:
    committee = key.held
    names = {field.id: field.name for field in committee.fields}
    first_step = {"", *(step.id for step in committee.steps[:1])}
    deciding = tuple(index for index, rule in enumerate(committee.rules) if rule.step in first_step)
    return _Rulebook(tuple(_ready(rule, names) for rule in committee.rules), deciding, (None,) * len(committee.rules))


def _ready(rule: Rule, names: Names) -> _Ready:
    check = check_for(rule.test, names)
    if rule.when is None and rule.valid_from is None and rule.valid_to is None:
        return _Ready(rule, check, check.look, {})
    when = None if rule.when is None else check_for(rule.when, names)

    def look(facts: Facts) -> Finding:
        return _outside(rule, facts.application.received) or _excepted(when, facts) or check.look(facts)

    return _Ready(rule, check, look, {})


def judge(
    committee: Committee,
    application: Application,
    appraisal: Appraisal,
    municipalities: Municipalities | None,
    rulings: Mapping[str, Given],
) -> Verdicts:
    """Return the verdict of every rule; `rulings` are the seats' decisions by rule id, and come before what is computed."""
    book = _rulebook(Same(committee))
    facts = Facts(application, appraisal, municipalities)
    found = [ready.look(facts) for ready in book.rules]
    kinds = tuple([one.kind for one in found])
    given: tuple[Given | None, ...] = book.unruled
    if rulings:
        given = tuple(_standing(rulings.get(ready.rule.id)) for ready in book.rules)
        kinds = tuple(kind if ruling is None else _RULED[ruling.ruling] for kind, ruling in zip(kinds, given, strict=True))
    eligible = _eligible([kinds[index] for index in book.deciding])
    return Verdicts(kinds, eligible, partial(_told, committee, book, found, given))


def unmet(committee: Committee, verdicts: Verdicts) -> tuple[str, ...]:
    """Return the names of the requirements for which an application may not be funded, in the order of the committee's file."""
    if verdicts.eligible is not False:
        return ()
    book = _rulebook(Same(committee))
    return tuple(book.rules[index].rule.name for index in book.deciding if verdicts.kinds[index] is VerdictKind.NOT_MET)


def not_judged(committee: Committee) -> Verdicts:
    """Return the verdicts on an application whose content is not open to who asks: nothing is known, and it says why."""
    book = _rulebook(Same(committee))
    finding = unknown(UNOPENED)
    told = tuple(_verdict(committee, ready, finding, None) for ready in book.rules)
    return Verdicts(tuple(one.verdict for one in told), None, lambda: told)


def _standing(given: Given | None) -> Given | None:
    """Return the ruling, unless it gave the verdict back to the computation."""
    return given if given is not None and given.ruling is not Ruling.COMPUTED else None


def _told(committee: Committee, book: _Rulebook, found: list[Finding], given: tuple[Given | None, ...]) -> tuple[Verdict, ...]:
    return tuple(
        [
            _computed(committee, ready, one) if ruling is None else _verdict(committee, ready, one, ruling)
            for ready, one, ruling in zip(book.rules, found, given, strict=True)
        ]
    )


def _computed(committee: Committee, ready: _Ready, finding: Finding) -> Verdict:
    """Return the verdict that the rule itself gives; that of a finding whose words are at hand is likely to be asked for again."""
    known = ready.told.get(id(finding))
    if known is not None and known[0] is finding:
        return known[1]
    if not finding.at_hand:
        return _verdict(committee, ready, finding, None)
    if len(ready.told) >= _REMEMBERED:
        ready.told.clear()
    verdict = _verdict(committee, ready, finding, None)
    ready.told[id(finding)] = (finding, verdict)
    return verdict


def _eligible(verdicts: list[VerdictKind]) -> bool | None:
    if VerdictKind.NOT_MET in verdicts:
        return False
    return None if VerdictKind.UNKNOWN in verdicts else True


def _verdict(committee: Committee, ready: _Ready, finding: Finding, ruling: Given | None) -> Verdict:
    rule = ready.rule
    computed_reason = _reason(finding, ready.check.demand)
    return Verdict(
        rule=rule.id,
        name=rule.name,
        verdict=finding.kind if ruling is None else _RULED[ruling.ruling],
        computed=finding.kind,
        observed=finding.observed,
        required=ready.check.required,
        demand=say("The requirement is that {clause}.", clause=ready.check.clause),
        reason=computed_reason if ruling is None else _ruled_reason(committee, ruling),
        computed_reason=computed_reason,
        basis=rule.basis,
        step=rule.step,
        ruling=ruling,
        rejection=rule.rejection,
    )


def _reason(finding: Finding, demand: Said) -> Said:
    """Return the fact, and beside it what is required where the two have been compared."""
    if finding.kind is VerdictKind.UNKNOWN or finding.kind is VerdictKind.NOT_APPLICABLE:
        return finding.fact
    return say("{text} {next}", text=finding.fact, next=demand)


def _ruled_reason(committee: Committee, given: Given) -> Said:
    seat = committee.seat(given.seat)
    name = seat.name if seat else given.seat
    match given.ruling:
        case Ruling.WAIVED:
            return say("Waived by {seat}: {reason}", seat=name, reason=given.reason)
        case Ruling.MET:
            return say("Found met by {seat}: {reason}", seat=name, reason=given.reason)
        case _:
            return say("Found not met by {seat}: {reason}", seat=name, reason=given.reason)


def _outside(rule: Rule, received: date | None) -> Finding | None:
    """Return why the rule's dates keep it from applying, or None where they do not."""
    start, end = rule.valid_from, rule.valid_to
    if start is None and end is None:
        return None
    if received is None:
        fact = say("{span} It is not known when the application was received.", span=_span(start, end))
        return Finding(VerdictKind.UNKNOWN, None, fact)
    if (start is None or start <= received) and (end is None or received <= end):
        return None
    fact = say("{span} This one was received on {received}.", span=_span(start, end), received=received)
    return Finding(VerdictKind.NOT_APPLICABLE, None, fact)


def _span(start: date | None, end: date | None) -> Said:
    if start is None:
        return say("The rule holds for applications received until {end}.", end=end)
    if end is None:
        return say("The rule holds for applications received from {start} on.", start=start)
    return say("The rule holds for applications received from {start} to {end}.", start=start, end=end)


def _excepted(when: Check | None, facts: Facts) -> Finding | None:
    """Return why the rule's condition keeps it from applying, or None where it does not."""
    if when is None:
        return None
    found = when.look(facts)
    if found.kind is VerdictKind.MET:
        return None
    if found.kind is VerdictKind.NOT_MET:
        fact = say("The requirement applies only where {clause}. {fact}", clause=when.clause, fact=found.fact)
        return Finding(VerdictKind.NOT_APPLICABLE, None, fact)
    fact = say("It is not known whether the rule applies. {fact}", fact=found.fact)
    return Finding(VerdictKind.UNKNOWN, None, fact)
