"""The rules that a new case may be made with: the committees that come along, and a committee file of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import tomli
from rich.text import Text

from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.shipped import committee_names, committee_path
from reviewer.tui.drawing.cells import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One committee's rules: `key` is the name that comes along or the file's path, `id` the committee that batches name."""

    key: str
    id: str
    name: str
    scheme: str

    def line(self, sign: str) -> Text:
        """Return the line that offers them, behind the sign for chosen or not; it is cut where there is no room."""
        said = self.scheme if self.scheme.startswith(self.name) else f"{self.name}  ·  {self.scheme}"
        return Text(f"{sign} {said}", no_wrap=True, overflow="ellipsis")


def shipped_rules() -> tuple[Rules, ...]:
    """Return the committees that come along."""
    return tuple(rules_of(key) for key in committee_names())


def rules_of(key: str) -> Rules:
    """Return what the committee's file says of itself; all of it is read and checked when the case is made."""
    path = committee_path(key)
    try:
        with path.open("rb") as file:
            found = tomli.load(file)
    except (OSError, ValueError):
        found = {}
    name, scheme = (one_line(str(found.get(field, path.name))) for field in ("name", "scheme"))
    return Rules(key=key, id=str(found.get("id", "")), name=name, scheme=scheme)


def named_rules(offered: Sequence[Rules], committee: str) -> Rules | None:
    """Return the rules of the committee that a batch names, where they are offered."""
    return next((rules for rules in offered if rules.id == committee), None)


def unfitting(offered: Sequence[Rules], chosen: Rules | None, named: Mapping[Path, str]) -> Said | None:
    """Return which file is for another committee than the chosen one, and what to do; None where all fit."""
    for path, committee in named.items():
        if not committee or (chosen and chosen.id == committee):
            continue
        rules = named_rules(offered, committee)
        if rules is None:
            return say("{file} is for {committee}. Press Ctrl+O and choose that committee's file.", file=path.name, committee=committee)
        if chosen is not None:
            return say(
                "{file} is for {committee}. Choose those rules above, or press Ctrl+X to leave out the files.",
                file=path.name,
                committee=rules.name,
            )
    return None
