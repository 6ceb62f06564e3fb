"""Agreeing, withdrawing, and breaking the glass."""
