"""What is decided about visits."""
