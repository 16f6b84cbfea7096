"""Signatures under the exact bytes of a document: read, checked, explained to both sides."""
