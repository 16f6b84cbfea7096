"""Agreements with organisations: drafted, sent, signed by both sides, in force, ended."""
