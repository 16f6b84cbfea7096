"""Money: plans, and the rails by which cities pay (README.md).

What billing decides it writes into `tenants` (entitlements) and nowhere else; appeals read it.
"""
