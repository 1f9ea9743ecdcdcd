"""Clinical calculators in plain Python: what is counted at the bedside, without pictures and without the browser."""
