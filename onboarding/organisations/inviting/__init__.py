"""Inviting an organisation: an order checked, a letter with a link, an answer to it."""
