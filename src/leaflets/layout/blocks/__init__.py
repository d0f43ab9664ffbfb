"""Each kind of block on paper, but for figures."""
