"""Requests: who asks the network for what, who should answer, what was answered."""
