"""What is asked of visits."""
