"""Where the keys of the round lead: to other screens, and to what asks for something first. Each is loaded when it is gone to."""

from __future__ import annotations

from reviewer.tui.screen import CaseScreen


class BatchWays(CaseScreen[None]):
    """The ways out of the list of applications."""

    def current_id(self) -> str | None:
        """Return the application under the cursor."""
        raise NotImplementedError

    def action_rank(self) -> None:
        from reviewer.tui.screens.ranking import RankingScreen

        self.app.push_screen(RankingScreen(self.session))

    def action_proposal(self) -> None:
        from reviewer.tui.screens.proposal import ProposalScreen

        self.app.push_screen(ProposalScreen(self.session))

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_import(self) -> None:
        from reviewer.tui.actions.steering import take_in

        take_in(self)

    def action_set_aside(self) -> None:
        from reviewer.tui.screens.set_aside import SetAsideScreen

        self.app.push_screen(SetAsideScreen(self.session))

    def action_budget(self) -> None:
        from reviewer.tui.actions.steering import ask_frame

        ask_frame(self)

    def action_stage(self) -> None:
        from reviewer.tui.actions.steering import ask_stage

        ask_stage(self)

    def action_exchange(self) -> None:
        from reviewer.tui.screens.exchange import ExchangeScreen

        self.app.push_screen(ExchangeScreen(self.session))

    def action_interests(self, application: str = "") -> None:
        from reviewer.tui.screens.meeting.interests import interests_screen

        row = self.current_id()
        self.app.push_screen(interests_screen(self.session, application or row or ""))

    def action_meeting(self) -> None:
        from reviewer.tui.screens.meeting.agenda import AgendaScreen

        self.app.push_screen(AgendaScreen(self.session))

    def action_amend(self) -> None:
        from reviewer.tui.actions.amending import amend_rules

        amend_rules(self)

    def action_waiting(self) -> None:
        from reviewer.tui.screens.waiting import WaitingScreen

        self.app.push_screen(WaitingScreen(self.session))

    def action_seat(self) -> None:
        from reviewer.tui.screens.seats import SeatScreen

        self.app.switch_screen(SeatScreen(self.session))
