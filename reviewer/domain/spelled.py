"""How a withheld name may be written: the spellings that are certain to mean it, and those that may as well be something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reviewer.domain.slotted import dataclass

_BEFORE, _AFTER = r"(?<![^\W_])", r"(?:(?:(?<![sxz])['’]?s)|['’])?(?![^\W_])"
"""Words end at what is no letter or digit (in names of files also at `_`); names may stand in the genitive."""

_KINDS = frozenset(
    {
        *("kommune", "fylkeskommune", "fylke", "fylkeskommunen", "kommunen", "herad", "bydel", "as", "asa", "iks", "kf", "fkf", "sa", "ba"),
        *("ans", "da", "nuf", "sf", "hf", "rhf", "ikt", "stiftelsen", "stiftinga", "foreningen", "municipality", "county", "council"),
    }
)
"""What an organisation's name says of its kind."""

_ENDINGS = ("kommune.no", "fylke.no", "no", "com", "org", "net", "eu")

_ORDINARY = frozenset(
    {
        *("aure", "bø", "eid", "eide", "fet", "fjell", "flå", "gol", "gran", "grane", "grue", "hå", "halsa", "heim", "hof", "hol"),
        *("hole", "innlandet", "kinn", "klepp", "land", "leka", "lier", "lom", "loppa", "lund", "marker", "nes", "nesset", "os"),
        *("osen", "råde", "re", "rygge", "røst", "røyken", "sande", "sel", "selje", "ski", "sola", "stad", "stokke", "strand"),
        *("stranda", "sund", "time", "tinn", "valle", "vang", "vega", "vik", "våler", "ål", "ås", "øyer"),
    }
)
"""Municipalities whose names are words, or places in several parts of the country, too."""

_TRANSCRIBED = (("æ", "ae"), ("ø", "o"), ("å", "a")), (("æ", "ae"), ("ø", "oe"), ("å", "aa")), ()
_SHORT = 3
"""Stems with fewer letters are too short to be certain."""
_PHONE = 8
_NUMBER = 9
_MUNICIPALITY = 4
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGITS = re.compile(r"(?<!\d)\+?\d(?:[ .]?\d){7,10}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """The spellings of one name, to be looked for in folded text; `cues` are parts of which each of them has one."""

    certain: re.Pattern[str]
    hinting: re.Pattern[str] | None
    cues: tuple[str, ...]

    def means(self, text: str) -> bool:
        """Whether the text is certain to tell the name."""
        return self.meaning(text) is not None

    def meaning(self, text: str) -> str | None:
        """Return the words of the text that are certain to tell the name, or None."""
        found = self.certain.search(text) if self._may(text) else None
        return found.group() if found else None

    def hint(self, text: str) -> str | None:
        """Return the words of the text that may be meant for the name, or None."""
        found = self.hinting.search(text) if self.hinting is not None and self._may(text) else None
        return found.group() if found else None

    def _may(self, text: str) -> bool:
        return any(cue in text for cue in self.cues)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What else a stem may mean in these papers: the stems of names that are public, and what is written in all applications."""

    shared: frozenset[str] = frozenset()
    written: str = ""

    def has_word(self, stem: str) -> bool:
        """Whether the stem is written in small letters, as a word and no address."""
        word = rf"(?<![\w@./-]){re.escape(stem)}(?![\w@/-]|\.\w)"
        return stem in self.written and re.search(word, self.written) is not None


def folded(text: str) -> str:
    """Return the text as it is compared: case and spacing left out."""
    return " ".join(text.casefold().split())


def stem_of(name: str) -> str:
    """Return the folded name without what it says of the organisation's kind: «Bærum kommune» is «bærum»."""
    words = [word for word in re.sub(r"[(,;].*", "", folded(name)).split() if word.strip(".") not in _KINDS]
    return " ".join(words)


def organisation(name: str, number: str | None, around: Around) -> Spelled:
    """Return the spellings of an organisation: its name, its stem, its number, and the addresses that are made of its stem."""
    whole, stem = folded(name), stem_of(name)
    bare = folded(re.sub(r"\([^)]*\)", " ", name))
    short = "" if stem in {whole, bare} else stem
    unsure = {short} if short and _unsure(short, whole, around) else set()
    addresses = [] if stem in around.shared else _addresses(stem)
    told = map(re.escape, {whole, bare, short, *_MAIL.findall(whole)} - {"", *unsure})
    sure = (*told, *_long_numbers(whole), *_own_number(number), *addresses)
    return _spelled(sure, map(re.escape, unsure), _cues(whole, bare, stem, number))


def _unsure(stem: str, whole: str, around: Around) -> bool:
    """Whether the stem may mean something else: a municipality's if the list says so, another's if it is written as a word."""
    if len(stem) < _SHORT or stem in _ORDINARY or stem in around.shared:
        return True
    return "kommune" not in whole and around.has_word(stem)


def person(contact: str) -> Spelled:
    """Return the spellings of a contact: the whole, and each full name, e-mail address and telephone number in it; a surname hints."""
    whole = folded(contact)
    mails = _MAIL.findall(whole)
    pieces = [piece.strip() for piece in re.split(r"[,;:/|<>()\n\t]|\s[-–]\s", contact)]
    names = [piece for piece in pieces if _is_persons(piece)]
    surnames = {folded(name.split()[-1]) for name in names}
    sure = {re.escape(one) for one in (whole, *mails, *map(folded, names)) if one} | set(_long_numbers(whole))
    numbers = {re.sub(r"\D", "", found)[-2:] for found in _DIGITS.findall(whole)}
    return _spelled(sure, map(re.escape, surnames), tuple({whole, *mails, *surnames, *numbers}))


def file(name: str) -> Spelled:
    """Return the spellings of a file: its name; without the extension, where it is several words, it may be meant."""
    whole = folded(name)
    bare = folded(re.sub(r"[_-]+", " ", re.sub(r"\.\w{1,5}$", "", whole)))
    spaced = {r"[\s_-]+".join(map(re.escape, bare.split()))} if len(bare.split()) > 1 else set()
    return _spelled({re.escape(whole)}, spaced, (bare.split() or [whole])[:1])


def _is_persons(piece: str) -> bool:
    words = piece.split()
    return len(words) > 1 and all(word[0].isupper() and not any(letter.isdigit() for letter in word) for word in words)


def _long_numbers(whole: str) -> Iterator[str]:
    """Yield patterns of the organisation and telephone numbers in the text, however their digits are parted."""
    for found in _DIGITS.findall(whole):
        digits = re.sub(r"\D", "", found)
        yield _parted(digits if len(digits) <= _NUMBER else digits[-_PHONE:])


def _own_number(number: str | None) -> Iterator[str]:
    digits = re.sub(r"\D", "", number or "")
    if len(digits) == _NUMBER:
        yield _parted(digits)
    elif len(digits) == _MUNICIPALITY:
        yield rf"(?:kommune(?:nummer|nr\.?)|knr\.?|k\.nr\.?)[\s:]*{digits}"


def _parted(digits: str) -> str:
    return r"[\s.]?".join(digits)


def _addresses(stem: str) -> Iterator[str]:
    """Yield patterns of the domains that an organisation with this stem is likely to have."""
    endings = "|".join(map(re.escape, _ENDINGS))
    for label in {_transcribed(stem, pairs) for pairs in _TRANSCRIBED} - {""}:
        spaced = "[-]?".join(map(re.escape, label.split()))
        yield rf"{spaced}(?:-?kommune|-?fylke)?\.(?:{endings})"


def _transcribed(stem: str, pairs: Iterable[tuple[str, str]]) -> str:
    for letter, latin in pairs:
        stem = stem.replace(letter, latin)
    return re.sub(r"[^\w -]", "", stem)


def _cues(whole: str, bare: str, stem: str, number: str | None) -> tuple[str, ...]:
    """Return parts of which each spelling has one."""
    first = stem.split()[:1]
    labels = {_transcribed(word, pairs) for word in first for pairs in _TRANSCRIBED}
    digits = {re.sub(r"\D", "", found)[-2:] for found in _DIGITS.findall(whole)} | {number[-2:] if number else ""}
    return tuple({whole, bare, *first, *labels, *digits, *_MAIL.findall(whole)} - {""})


def _spelled(certain: Iterable[str], hinting: Iterable[str], cues: tuple[str, ...] | list[str]) -> Spelled:
    hints = "|".join(sorted(hinting))
    return Spelled(
        certain=re.compile(f"{_BEFORE}(?:{'|'.join(sorted(certain))}){_AFTER}"),
        hinting=re.compile(f"{_BEFORE}(?:{hints}){_AFTER}") if hints else None,
        cues=tuple(cues) or ("",),
    )
