"""The app: `reviewer.tui.app.run_app`."""
