"""A review copy: the margin with boxes to tick, and the last sheets."""
