"""The bank: what its statement file says, whose each payment is."""
