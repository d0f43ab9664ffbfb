"""What a leaflet says: YAML in, frozen models out; ``store/keys.toml`` tells what each key means. Knows no PDF."""
