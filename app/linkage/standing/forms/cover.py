"""Being away."""

from wtforms import DateField, Form, SelectField

from app.kernel.speech import marked


class CoverForm(Form):
    """Who is away, from when until when, and who stands in."""

    who = SelectField(marked("Who is away"), choices=[], validate_choice=False)
    first = DateField(marked("First day away"))
    last = DateField(marked("Last day away"))
    cover = SelectField(marked("Who stands in"), choices=[], validate_choice=False)
