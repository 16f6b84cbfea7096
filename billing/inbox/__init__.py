"""The inbox: what the rails tell us, believed only as a reason to look."""
