"""Figures of notebook 05: what adjuvants buy."""

FIGURES = {}
