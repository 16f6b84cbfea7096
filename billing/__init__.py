"""Money: plans, one ledger, gateways. Nothing is built here yet: every city works without limits.

What billing decides it will write into `tenants` (entitlements) and nowhere else; appeals read it.
"""
