"""The order in which a list stood when an application was opened from it: a rating moves it in the list, and not the way through."""

from __future__ import annotations

from reviewer.casefile.browse import Browser
from reviewer.casefile.views import View

_RUN = 200
"""So many applications on either side are read at once; what is beyond is read when somebody comes there."""


class StandingOrder:
    """The applications around the one that was opened, as they stood then."""

    def __init__(self, browser: Browser, view: View, application: str) -> None:
        """Read the list around the application; an application that the view does not show stands before all of it."""
        self._browser = browser
        self._view = view
        position = browser.position(view, application)
        start = 0 if position is None else max(0, position - _RUN)
        self._ids = [line.id for line in browser.lines(view, start, 2 * _RUN + 1)]
        if position is None:
            self._ids.insert(0, application)

    def beside(self, application: str, step: int) -> str | None:
        """Return the one that stood `step` (1 or -1) from this one, or None where it was the last or the first."""
        at = self._ids.index(application) + step
        if not 0 <= at < len(self._ids):
            self._read_on(application, step)
            at = self._ids.index(application) + step
        return self._ids[at] if 0 <= at < len(self._ids) else None

    def _read_on(self, application: str, step: int) -> None:
        """Read what stands beyond this one now, but for what was passed already."""
        position = self._browser.position(self._view, application)
        if position is None:
            return
        start = position + 1 if step > 0 else max(0, position - _RUN)
        count = _RUN if step > 0 else position - start
        beyond = [line.id for line in self._browser.lines(self._view, start, count) if line.id not in set(self._ids)]
        self._ids = [*self._ids, *beyond] if step > 0 else [*beyond, *self._ids]
