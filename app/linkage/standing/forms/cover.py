"""Being away."""

from wtforms import DateField, Form, SelectField

from app.kernel.speech import marked


class CoverForm(Form):
    """From when until when, and who stands in."""

    first = DateField(marked("First day away"))
    last = DateField(marked("Last day away"))
    cover = SelectField(marked("Who stands in for you"), choices=[], validate_choice=False)
