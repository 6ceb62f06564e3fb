"""Where a request may stand, how long each thing may take, and what somebody wishes for; no database, no clock."""
