"""A form with fields for conditions and reasons, into which the committee's standard sentences are put by a key."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import TextArea

from reviewer.domain.committee import Committee, Phrase, PhraseUse
from reviewer.domain.said import Said, say
from reviewer.tui.commands import Command
from reviewer.tui.forms.form import Form
from reviewer.tui.screens.choice import Choice


class PhrasingForm(Form):
    """Fields named `conditions` and `reasons`; a sentence goes to the end of the one that it is for, and may be changed there."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="phrasing.insert", name=say("A standard sentence of the committee"), action="phrase", keys=("f4",), footer=say("Sentence")
        ),
    )
    SAVES: ClassVar[Said] = say("Ctrl+S saves. F4: standard sentences. Tab: next field. Esc closes.")

    def __init__(self, title: Said | str, committee: Committee, about: str) -> None:
        super().__init__(title, about)
        self.committee = committee

    @property
    def shape(self) -> str:
        return "tall"

    def written(self, name: str) -> str:
        """Return what stands in the field."""
        return self.query_one(f"#{name}", TextArea).text.strip()

    def conditions(self) -> tuple[str, ...]:
        """Return the conditions, one a line."""
        return tuple(line.strip() for line in self.written("conditions").splitlines() if line.strip())

    def action_phrase(self) -> None:
        known = {one.id: one for one in self.committee.phrases}
        if not known:
            self.notice(say("The committee's file has no standard sentences ([[phrases]])."))
            return
        choices = [(one.id, say("{use}: {text}", use=USES[one.use], text=one.text)) for one in known.values()]
        self.app.push_screen(Choice(say("Which sentence?"), choices), lambda code: self._insert(known[code]) if code else None)

    def _insert(self, phrase: Phrase) -> None:
        field = self.query_one("#conditions" if phrase.use is PhraseUse.CONDITION else "#reasons", TextArea)
        before = field.text.rstrip()
        field.text = f"{before}\n{phrase.text}" if before else phrase.text
        field.focus()
        field.move_cursor(field.document.end)


USES = {PhraseUse.CONDITION: say("Condition"), PhraseUse.REASON: say("Reason")}
