"""The application screen's tabs, each a view on the same `Subject`."""
