"""The example world, and how it moves with the calendar."""
