"""Shares and what they are of: below so many nothing is judged."""

# Under so many on either side of a comparison, or in a ranking, nothing is judged.
ENOUGH = 20


def percent(part: int, whole: int) -> str:
    """8,1 for a share of which a tenth matters, 86 for the rest; a dash of nothing."""
    if not whole:
        return "—"
    share = 100 * part / whole
    if share < 10 and part:
        return f"{share:.1f}".replace(".", ",").removesuffix(",0")
    return f"{share:.0f}"
