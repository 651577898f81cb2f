"""Finished entries → the formats that readers take along: one module a format, each a mapping and nothing else."""
