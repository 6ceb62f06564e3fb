"""Forms of those who ask for company, and of those who ask for somebody."""
