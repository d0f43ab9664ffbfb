"""What a leaflet says: YAML in, frozen models out. Nothing here has heard of PDF."""
