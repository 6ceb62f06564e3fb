"""What people are owed for their data: a register of every column, keys to change, copies to put back."""
