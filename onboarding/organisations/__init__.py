"""An organisation's way from invitation to live work; the only writer of `Organisation.stage`."""
