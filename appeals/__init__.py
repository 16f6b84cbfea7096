"""The core: one appeal from filing to the archive, in one city's schema."""
