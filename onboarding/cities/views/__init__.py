"""The city's own pages about its life on the platform; each parses, makes one call and answers."""
