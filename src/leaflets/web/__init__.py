"""Leaflets for the screen: a web page, a plain text, and the index of a run. Knows nothing of PDF."""
