"""A newcomer who would rather be rung: the task for staff, and what is written down."""

TO_RING, WISHED = "otherwise_phone", "rung_wished"
