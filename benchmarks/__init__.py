"""What prints figures: quality, speed, and both against peers and limits. No test is timed."""
