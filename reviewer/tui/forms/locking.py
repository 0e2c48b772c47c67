"""The last question before minutes are locked."""

from __future__ import annotations

from reviewer.domain.said import say
from reviewer.tui.forms.fields import FieldsForm


class LockForm(FieldsForm):
    """Who led the review; its key says that it locks."""

    SAVE = say("Lock")
    SAVES = say("Ctrl+S locks. Esc closes.")
