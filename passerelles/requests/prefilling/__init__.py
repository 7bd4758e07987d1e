"""A letter read into a form: what the reader finds of who asks, when, how many, about what. Guesses, shown to be corrected."""
