"""Clinical calculators in plain Python: what a ward works out by hand. For learning, not for treating patients."""
