"""Demonstration cities and believable histories: invented people, real kinds of trouble."""
