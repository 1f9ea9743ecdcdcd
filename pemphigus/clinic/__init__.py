"""What a clinician computes: calculators in plain Python, each from the rules of its source."""
