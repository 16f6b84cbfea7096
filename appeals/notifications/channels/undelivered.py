"""Why a message did not arrive, in words for people and never with an address in them."""


class Undelivered(Exception):
    """The channel did not take a message; it will be tried again unless that is hopeless."""

    def __init__(self, reason: str, *, hopeless: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hopeless = hopeless
