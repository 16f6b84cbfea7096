"""A city's life after it was made: what holds it, how it closes, what is left of it."""
