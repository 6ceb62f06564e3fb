"""Pausing until a day."""

from wtforms import DateField, Form

from app.kernel.speech import marked


class PauseForm(Form):
    """Until which day nobody gets in touch."""

    until = DateField(marked("Pause until which day?"), description=marked("Within the next 90 days."))
