"""Asking another organisation, by the newcomer or by staff beside them; and the answer."""

from wtforms import BooleanField, Form, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.consent.rules.texts import HAND_OVER, TEXTS
from app.kernel.speech import marked
from app.linkage.handover.rules.handover import LONGEST_PLACE, LONGEST_REASON
from app.people.forms.signing import plain
from app.web.choices import choices

HOW = (("in_person", marked("They are here with me")), ("telephone", marked("We are on the telephone")))
TICK = marked("Tick this, so that we may ask. Without it everything stays as it is.")


class AskForm(Form):
    """Where somebody will be, who is asked, and the yes to just that."""

    place = StringField(
        marked("In which town or postcode will you be? (if you move)"),
        description=marked("Like Halifax or HX1. Leave it empty if you stay where you are."),
        filters=[plain],
        validators=[Length(max=LONGEST_PLACE, message=marked("Use 80 characters or fewer for the place."))],
    )
    organisation = RadioField(marked("Who should look after you?"), choices=[], validate_choice=False)
    agrees = BooleanField(TEXTS[HAND_OVER].asks, description=TEXTS[HAND_OVER].means, validators=[InputRequired(TICK)])


class StaffForm(AskForm):
    """The same with somebody who is there: what they say is ticked as they say it."""

    place = StringField(
        marked("In which town or postcode will they be? (if they move)"),
        description=marked("Like Halifax or HX1. Leave it empty if they stay where they are."),
        filters=[plain],
        validators=[Length(max=LONGEST_PLACE, message=marked("Use 80 characters or fewer for the place."))],
    )
    organisation = RadioField(marked("Who should look after them?"), choices=[], validate_choice=False)
    how = RadioField(
        marked("Where are they?"),
        choices=choices(HOW),
        validators=[InputRequired(marked("Say whether they are here or on the telephone."))],
    )
    agrees = BooleanField(
        marked("“You may show what I wish for to the one organisation that I chose, so that it can look after me.”"),
        description=marked(
            "Read it out, and tick it when they say yes. It sees their name here, what they wish for and where they "
            "will be; after its yes, how to reach them. Nothing of what was until now. They can take it back until "
            "it has answered."
        ),
        validators=[InputRequired(TICK)],
    )


class NoForm(Form):
    """Why not: for the colleagues who asked."""

    reason = TextAreaField(
        marked("Why not, in a sentence for the colleagues who asked"),
        description=marked(
            "Whoever asked hears only that it is not about them. It is in their copy of what we hold, so write kindly."
        ),
        filters=[plain],
        validators=[
            InputRequired(marked("Write a sentence for the colleagues, so that they can go on.")),
            Length(max=LONGEST_REASON, message=marked("Use 300 characters or fewer.")),
        ],
    )
