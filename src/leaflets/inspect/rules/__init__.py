"""What a finished file is held to."""
