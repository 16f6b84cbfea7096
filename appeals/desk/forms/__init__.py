"""The small forms of the desk: what each move asks, and the card of a call."""
