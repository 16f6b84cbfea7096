"""Money: plans, one ledger, gateways. Plans and subscriptions stand; nobody is billed yet.

What billing decides it will write into `tenants` (entitlements) and nowhere else; appeals read it.
"""
