"""Words of others in a table that a spreadsheet will open."""

_FORMULA = tuple("=+-@\t\r")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: «=1+1» gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
