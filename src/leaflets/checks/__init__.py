"""What a careful editor would say of a leaflet: its words, readability, numbers, governance, coverage and links."""
