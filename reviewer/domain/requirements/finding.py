"""What a requirement finds in an application, in three-valued logic: met, not met, unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from reviewer.domain.application import Application
from reviewer.domain.economics import Appraisal
from reviewer.domain.municipalities import Municipalities
from reviewer.domain.said import Listed, Said, Value, say, say_number


class VerdictKind(StrEnum):
    """How a rule came out."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


class Facts(NamedTuple):
    """All that a requirement may look at; without a register of municipalities, what rests on it is unknown."""

    application: Application
    appraisal: Appraisal
    municipalities: Municipalities | None


Words = tuple[Said | None, Said]
"""What was observed, as a phrase (None where nothing is known), and the fact: a whole sentence or several."""


class Finding:
    """What was found: `kind` at once, and the words for it, which `later` makes when they are first asked for.

    Where thousands of applications are listed, only the kinds are counted.
    """

    __slots__ = ("_words", "kind")

    def __init__(self, kind: VerdictKind, observed: Said | None, fact: Said) -> None:
        self.kind = kind
        self._words: Words | Callable[[], Words] = (observed, fact)

    @classmethod
    def later(cls, kind: VerdictKind, words: Callable[[], Words]) -> Finding:
        """Return the finding whose words are still to be made."""
        return _Later(kind, words)

    @property
    def at_hand(self) -> bool:
        """Whether the words are made."""
        return isinstance(self._words, tuple)

    @property
    def words(self) -> Words:
        """What was observed, and the fact."""
        words = self._words
        if not isinstance(words, tuple):
            words = self._words = words()
        return words

    @property
    def observed(self) -> Said | None:
        """What was observed."""
        return self.words[0]

    @property
    def fact(self) -> Said:
        """The fact."""
        return self.words[1]


class _Later(Finding):
    __slots__ = ()

    def __init__(self, kind: VerdictKind, words: Callable[[], Words]) -> None:
        self.kind = kind
        self._words = words


class Check(NamedTuple):
    """A test made ready.

    `required` is short beside the rule's name, `clause` can stand among others, `demand` is the sentence that follows a fact.
    """

    required: Said
    clause: Said
    demand: Said
    look: Callable[[Facts], Finding]


def measured(required: Said, clause: Said, look: Callable[[Facts], Finding]) -> Check:
    """Return the check whose fact ends in what is measured, so that the demand needs no more than the limit: 3, and at least 2."""
    return Check(required, clause, say("The requirement is {required}.", required=required), look)


def stated(required: Said, clause: Said, look: Callable[[Facts], Finding]) -> Check:
    """Return the check whose demand is told as a whole clause."""
    return Check(required, clause, say("The requirement is that {clause}.", clause=clause), look)


Names = Mapping[str, str]
"""The committee's names of its extra fields, by id."""

OUTCOME: Final[Mapping[bool | None, VerdictKind]] = {
    True: VerdictKind.MET,
    False: VerdictKind.NOT_MET,
    None: VerdictKind.UNKNOWN,
}
_NO_CHOICE: Final = say("none")
NO_LIMIT: Final = say("no limit")
_NAMED_AT_MOST: Final = 5


def unknown(fact: Said, observed: Said | None = None) -> Finding:
    """Return the finding that something is not known, with the sentence that says what."""
    return Finding(VerdictKind.UNKNOWN, observed, fact)


def either(phrases: Sequence[Value]) -> Said:
    """Return `a, b or c`; where a committee leaves no choice at all, that."""
    if not phrases:
        return _NO_CHOICE
    if len(phrases) == 1:
        return say("{text}", text=phrases[0])
    return say("{text} or {last}", text=commas(phrases[:-1]), last=phrases[-1])


def commas(phrases: Sequence[Value]) -> Said:
    """Return `a, b, c`."""
    text = say("{text}", text=phrases[0])
    for phrase in phrases[1:]:
        text = say("{text}, {next}", text=text, next=phrase)
    return text


def both(phrases: Sequence[Said]) -> Said:
    """Return `a, b and c`; one phrase as it is."""
    return phrases[0] if len(phrases) == 1 else say("{text}", text=Listed(tuple(phrases)))


def sentences(parts: Iterable[Said]) -> Said:
    """Return the sentences one after the other; there is at least one."""
    first, *others = dict.fromkeys(parts)
    for part in others:
        first = say("{text} {next}", text=first, next=part)
    return first


def some_names(names: Sequence[str]) -> Listed:
    """Return the first few names, and how many there are besides."""
    if len(names) <= _NAMED_AT_MOST + 1:
        return Listed(tuple(names))
    return Listed((*names[:_NAMED_AT_MOST], say_number("{number} other", "{number} others", len(names) - _NAMED_AT_MOST)))


def limits(lower: Said | None, upper: Said | None) -> Said:
    """Return the two ends of a range as one phrase."""
    given = [end for end in (lower, upper) if end is not None]
    return both(given) if given else NO_LIMIT
