"""What people fill in about visits: strings to domain values; a form never saves and never asks who may."""
