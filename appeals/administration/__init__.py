"""What an administration sets for its city; every change is recorded with its author."""
