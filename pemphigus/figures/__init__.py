"""Pictures drawn from claims: matplotlib figures, each with its alt text, its data table and its sources."""
