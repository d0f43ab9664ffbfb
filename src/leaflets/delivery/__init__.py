"""What happens to finished leaflets."""
