"""What every screen of the app has: commands, the app's language, and what happens when the case changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.screen import ModalScreen, Screen
from textual.worker import Worker, WorkerState

from reviewer.domain.said import Said
from reviewer.language.speech import Speech
from reviewer.tui.commands import REFUSED, Command, Commanding, Doer
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import TopLine

if TYPE_CHECKING:
    from reviewer.domain.events import Happening
    from reviewer.tui.host import Host

Answer = TypeVar("Answer")
Result = TypeVar("Result")


class CommandScreen(Commanding, Screen[Result]):
    """A screen with commands; `PURPOSE` is the help's first sentence."""

    PURPOSE: ClassVar[Said | None] = None

    @property
    def reviewer(self) -> Host:
        """The app, by its own type."""
        return cast("Host", self.app)

    @property
    def speech(self) -> Speech:
        """The app's language."""
        return self.reviewer.speech

    def text(self, said: Said | str) -> str:
        """Return the sentence in the app's language."""
        return self.speech.text(said)

    def tell(self, said: Said | str) -> None:
        """Show a short message that goes away by itself; one from before the last key gives way."""
        self.reviewer.make_way()
        self.app.notify(self.text(said), markup=False, timeout=4)

    def warn(self, said: Said | str) -> None:
        """Show a message about what did not happen, and why; one from before the last key gives way."""
        self.reviewer.make_way()
        self.app.notify(self.text(said), markup=False, severity="warning", timeout=8)

    def in_background(self, work: Callable[[], Answer], then: Callable[[Answer], None], group: str) -> None:
        """Run `work` in a thread and give its answer to `then`, on the screen's own thread; a newer one of the group takes over.

        What fails says so and leaves the app running. A long `work` looks at `textual.worker.get_current_worker().is_cancelled`.
        """
        worker: Worker[Any] = self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group=group)
        self._answers()[worker] = then

    def _answers(self) -> dict[Worker[Any], Callable[[Any], None]]:
        found: dict[Worker[Any], Callable[[Any], None]] = self.__dict__.setdefault("_awaited", {})
        return found

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if not event.worker.is_finished:
            return
        then = self._answers().pop(event.worker, None)
        if event.state is WorkerState.SUCCESS and then is not None:
            then(event.worker.result)
        elif event.state is WorkerState.ERROR and event.worker.error is not None:
            self.reviewer.failed(event.worker.error)


class CommandModal(ModalScreen[Result], CommandScreen[Result]):
    """A dialog with commands."""


class CaseScreen(CommandScreen[Result]):
    """A screen on a case: `case_changed` is called after an act here, and on return from a screen that acted."""

    def __init__(self, session: Session, **options: Any) -> None:
        super().__init__(**options)
        self.session = session
        self._painted_version = session.version

    def head(self, title: Said) -> None:
        """Say in the top line what this is, of which case, and for whom."""
        top = self.query_one("#top", TopLine)
        top.title, top.aside = self.text(title), f"{self.session.info.committee} · {self.session.info.call}"
        top.status = self.session.seat_name

    def is_for(self, doer: Doer) -> bool:
        """Whether the seat is one of those who do this."""
        seats = self.session.frame.seats
        return doer is Doer.ANYBODY or any(seat.id == self.session.seat and seat.role in doer.value for seat in seats)

    def may(self, command: Command) -> bool:
        return self.is_for(command.by)

    def barred(self, doer: Doer) -> bool:
        """Say who does this, and answer True, where this seat does not."""
        if not self.is_for(doer):
            self.warn(REFUSED[doer])
        return not self.is_for(doer)

    def case_changed(self) -> None:
        """Paint again what depends on the case."""

    def exchange_changed(self) -> None:
        """Paint again what tells how the exchange with the other laptops stands."""

    def act(self, bodies: Sequence[Happening]) -> bool:
        """Do this for the seat, at once and on disk; say why where it is refused."""
        refusal = self.attempt(bodies)
        if refusal is not None:
            self.warn(refusal)
        return refusal is None

    def attempt(self, bodies: Sequence[Happening]) -> Said | None:
        """Do this for the seat, at once and on disk; return why it is refused, or None."""
        from reviewer.casefile.file import CaseFileError

        try:
            self.session.act(bodies)
        except CaseFileError as refused:
            return refused.said
        self.repaint_if_changed()
        return None

    def repaint_if_changed(self) -> None:
        """Call `case_changed` where the case is another than the one painted."""
        if self._painted_version != self.session.version:
            self._painted_version = self.session.version
            self.case_changed()

    def on_screen_resume(self) -> None:
        self.repaint_if_changed()
