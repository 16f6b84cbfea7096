"""The settings of a city, for its administrators."""
