"""The rows of the tables: what each shows of its application, case, seat or matter."""
