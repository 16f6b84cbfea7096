"""The map's counts: squares of several sizes, kept by the database, read for any viewport."""
