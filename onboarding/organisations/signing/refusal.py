"""Why a signature is not taken; the sentence says what to do."""

from appeals.errors import BadInput


class SignatureRefused(BadInput):
    """The file is no signature of this document by this party."""

    def __init__(self, sentence: str) -> None:
        super().__init__({"file": sentence})
