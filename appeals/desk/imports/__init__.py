"""Screens of the house book: lists and matrices brought in, looked through, mended."""
