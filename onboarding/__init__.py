"""From a wish to live work: cities and their organisations."""
