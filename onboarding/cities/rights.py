"""Who may read and write the shared tables of cities' onboarding."""

SHARED = ""
OFFICE = ""
