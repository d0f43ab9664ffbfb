"""What one job says: chosen, changed, translated and filled. The only place that puts words together."""
