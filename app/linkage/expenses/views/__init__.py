"""Pages of claims: for champions, and for those who see to them."""
