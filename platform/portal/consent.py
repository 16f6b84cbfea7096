"""The text of consent to processing personal data, by version: an appeal keeps the one agreed to."""

VERSION = "2026-11-22"
