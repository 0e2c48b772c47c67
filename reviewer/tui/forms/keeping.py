"""A dialog that loses no word: what stands in it unsaved is kept from key to key, and goes with the act that saves it."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.said import Said
from reviewer.tui.screen import CommandModal
from reviewer.tui.unsaved import Unsaved


class Keeping(CommandModal[bool]):
    """A dialog on a case that keeps what was written in it until it is saved or thrown away."""

    _unsaved: Unsaved | None = None

    def words(self) -> list[str]:
        """Return what stands here unsaved, part by part; nothing where nothing was written."""
        raise NotImplementedError

    def notice(self, said: Said | str) -> None:
        """Say one line in the dialog."""
        raise NotImplementedError

    def take_up(self, about: str) -> list[str]:
        """Return what was written last and not saved in the dialog about this; where it is about nothing, nothing is kept."""
        session = self.reviewer.session
        if not about or session is None:
            return []
        self._unsaved = Unsaved(session, about)
        return self._unsaved.values()

    def keep(self) -> None:
        """Keep what stands here, on disk before the next key is read."""
        if self._unsaved is not None:
            try:
                self._unsaved.keep(self.words())
            except CaseFileError as error:
                self.notice(error.said)

    def save_instead(self, save: Callable[[], Said | None]) -> Said | None:
        """Save in place of what is kept: both or neither. Where that is refused, say why; everything is still kept."""
        refusal = save() if self._unsaved is None else self._unsaved.replaced_by(save)
        if refusal is None:
            self.forget()
        else:
            self.keep()
        return refusal

    def forget(self) -> None:
        """Keep nothing any more."""
        if self._unsaved is not None:
            self._unsaved.keep([])
            self._unsaved = None
