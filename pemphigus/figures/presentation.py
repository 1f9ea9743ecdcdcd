"""Figures of notebook 02: what a child shows and which tests decide."""

FIGURES = {}
