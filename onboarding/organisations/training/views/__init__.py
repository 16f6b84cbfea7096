"""Pages of training: parse, one call, answer."""
