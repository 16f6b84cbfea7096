"""Practice: a stream of invented appeals, the resident played by the system, and what came of it."""
