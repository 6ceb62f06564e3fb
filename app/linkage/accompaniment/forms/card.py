"""A champion's safety card."""

from wtforms import Form, StringField

from app.kernel.speech import marked


class CardForm(Form):
    """Who knows that they are out, and the word that they agreed."""

    tells = StringField(
        marked("Who knows that you are out?"),
        description=marked("In your own words, for example: my sister. Leave out whom you meet, and why."),
    )
    word = StringField(
        marked("A word that you agreed with your supervisor"),
        description=marked(
            "If you say it on the telephone, help is sent. Only your supervisor and whoever is on duty read it. "
            "Left empty, what you agreed before stays."
        ),
    )
