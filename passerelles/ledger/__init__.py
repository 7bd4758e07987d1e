"""Reciprocity: what each side gives and receives, on whose soil. Any feature adds entries."""
