"""What is wrong with numbers and files of a bank; each message says what to look at."""


class WrongNumber(ValueError):
    """Such a number cannot exist."""


class WrongFile(ValueError):
    """The file is no statement of ours; the message says why and what to do."""
