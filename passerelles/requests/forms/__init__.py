"""What people fill in about requests: strings to values. Forms never save and never ask who may."""
