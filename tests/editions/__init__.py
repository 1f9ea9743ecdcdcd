"""The course in its other forms: what was made holds what it should."""
