"""Figures of notebook 07: removing antibody and flooding its receptor."""

FIGURES = {}
