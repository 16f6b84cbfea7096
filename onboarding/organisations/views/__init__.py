"""Pages of an organisation's way; each parses, makes one call and answers."""
