"""Who may read and write the shared tables of money."""

SHARED = ""
OFFICE = ""
