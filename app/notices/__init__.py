"""Who may be told what, when and by which road: safe contact, the inbox inside the site, stopping, the planner."""
