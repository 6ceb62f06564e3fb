"""What people agreed to, in which words; and looking at somebody's record in need, and in the open."""
