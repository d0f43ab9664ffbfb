"""What a finished PDF is, ours or anyone's. Knows nothing of how ours are written."""
