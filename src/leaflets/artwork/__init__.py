"""Pictures, icons, logos, codes and colour: read right, or refused by name. Knows neither PDF nor leaflets."""
