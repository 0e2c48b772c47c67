"""What every tab of the application screen is: a sheet about one subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from reviewer.domain.said import Said
from reviewer.tui.commands import Command
from reviewer.tui.sheet import Sheet
from reviewer.tui.subject import Subject
from reviewer.tui.widgets.sheet_view import SheetView

if TYPE_CHECKING:
    from reviewer.tui.screens.application import ApplicationScreen


class Pane(SheetView):
    """One tab; `NAME` stands in the line of tabs."""

    NAME: ClassVar[Said]

    def __init__(self, **options: Any) -> None:
        super().__init__(self._fill, **options)
        self.subject: Subject | None = None

    @property
    def owner(self) -> ApplicationScreen:
        """The screen, which acts and opens forms."""
        return cast("ApplicationScreen", self.screen)

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
