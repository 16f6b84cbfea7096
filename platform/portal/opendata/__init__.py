"""Depersonalised appeals as files: what stands in them, and how they are read."""
