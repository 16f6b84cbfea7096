"""REST API v1: a door like any other. It parses, makes one call, answers."""
