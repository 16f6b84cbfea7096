"""Commands of the screens' common ground."""
