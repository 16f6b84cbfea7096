"""Training: courses with practice, tests, certificates; the only giver of `Member.is_cleared`."""
