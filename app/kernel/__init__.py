"""Plain arithmetic and words that know no framework, no database and no feature."""
