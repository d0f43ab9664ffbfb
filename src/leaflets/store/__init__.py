"""Files in, models out: the one gateway to the disk and the clock."""
