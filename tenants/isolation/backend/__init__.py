"""Django's PostgreSQL back-end with the city carried by every transaction."""
