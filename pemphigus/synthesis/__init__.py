"""Evidence synthesis in closed form: intervals, certainty in words and symbols, and therapies side by side."""
