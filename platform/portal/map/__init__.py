"""The map of a city's appeals: what a viewport shows, what lies under it, what stands beside it."""
