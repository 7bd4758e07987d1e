"""What is asked of requests."""
