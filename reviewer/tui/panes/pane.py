"""What every tab of the application screen is: a sheet about one subject."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, cast

from reviewer.domain.said import Said
from reviewer.tui.commands import Command
from reviewer.tui.computed import Computed
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.screen import CaseScreen
from reviewer.tui.subject import Subject
from reviewer.tui.widgets.sheet_view import SheetView


class PaneOwner(CaseScreen[None]):
    """The screen that the tabs stand on, as they see it: it acts and opens forms."""

    computed: Computed | None = None
    """What the computed order gives the application, as soon as it is known."""

    @abstractmethod
    def when_computed(self, then: Callable[[], None]) -> None:
        """Do this when the computed order is known, or at once where there is none yet."""


class Pane(SheetView):
    """One tab; `NAME` stands in the line of tabs."""

    NAME: ClassVar[Said]

    def __init__(self, **options: Any) -> None:
        super().__init__(self._fill, **options)
        self.subject: Subject | None = None

    @property
    def owner(self) -> PaneOwner:
        """The screen, which acts and opens forms."""
        return cast("PaneOwner", self.screen)

    def may(self, command: Command) -> bool:
        return self.owner.may(command)

    def show(self, subject: Subject) -> None:
        """Show this application; another one begins at the top."""
        if self.subject is None or self.subject.dossier.id != subject.dossier.id:
            self.chosen = 0
            self.scroll_to(y=0, animate=False)
        self.subject = subject
        self.write()

    def _fill(self, sheet: Sheet) -> None:
        if self.subject is not None:
            self.fill(sheet, self.subject)

    def fill(self, sheet: Sheet, subject: Subject) -> None:
        """Write the tab."""
        raise NotImplementedError
