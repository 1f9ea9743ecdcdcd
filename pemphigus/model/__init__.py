"""The virtual child: a teaching model of childhood pemphigus vulgaris and of seven ways its treatment fails. Not for any patient."""
