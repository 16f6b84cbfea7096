"""The city's houses: their addresses, who serves them, how lists of them come in."""
