"""What people see first when they are signed in, and the organisations that they work for."""
