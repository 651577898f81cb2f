"""Argument maps: laid out in layers, drawn as SVG, and listed in words."""
