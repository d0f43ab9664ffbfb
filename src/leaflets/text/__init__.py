"""Text in, placed lines out: fonts and line breaking. Knows neither PDF nor leaflets."""
