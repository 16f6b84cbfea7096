"""The stream of changes: PostgreSQL's notifications as server-sent events."""
