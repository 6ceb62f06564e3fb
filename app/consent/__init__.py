"""What people agreed to, in which words; and looking at a record that is not one's to look at, in need and in the open."""
