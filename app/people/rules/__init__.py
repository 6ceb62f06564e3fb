"""Pure rules about people: what a password, a code, a role or an invitation may be."""
