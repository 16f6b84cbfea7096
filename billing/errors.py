"""What cannot be done with money as it was asked; each message is a sentence that says what to do."""


class CannotDo(Exception):
    """The books stay as they were."""


class TooMuch(CannotDo):
    """More was asked back than there is; the message says how much there is."""


class ClosedDay(CannotDo):
    """The day belongs to a closed month; the message says which day is the first open one."""
