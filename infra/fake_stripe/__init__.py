"""A Stripe of our own for development and tests: the real client speaks to it over real HTTP.

It keeps to what the product uses and refuses everything else in Stripe's own words: parameters are
read by the official client's own parameter classes, objects are laid out by its own annotations.
Left out: charges, taxes, coupons, Connect, currencies other than the one asked for.
"""
