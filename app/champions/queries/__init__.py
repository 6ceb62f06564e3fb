"""Which champions there are, what each is ready for, and who would like to become one."""
