"""Figures of notebook 08: monitoring and care around the child."""

FIGURES = {}
