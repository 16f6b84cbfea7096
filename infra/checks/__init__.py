"""What must hold before a change is taken: one command, throw-away servers, one clear verdict."""
