"""Concerns, clocks, conflicts, duty and reports as plain rules."""
