"""What follows from a dossier: one small module an analysis, each with its definition, its source and its limits."""
