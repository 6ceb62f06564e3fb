"""What changes of a champion: by themselves, by those who look after them, and with their role."""
