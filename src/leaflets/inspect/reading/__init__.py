"""A finished file read back: its objects, pages, fonts, tree and metadata."""
