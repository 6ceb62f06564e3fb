"""Finding walks, plans and dates, and whom they concern."""
