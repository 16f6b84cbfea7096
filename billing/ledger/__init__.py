"""The ledger: double entry, only ever added to; every balance is a sum of its lines."""
