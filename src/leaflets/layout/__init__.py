"""How a leaflet looks: content and style in, placed and tagged pages out."""
