"""Asking for somebody who is there: one page, with what they agreed to as they said it."""

from wtforms import BooleanField, Form, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from app.kernel.speech import marked
from app.linkage.referral.forms.ask import Asked
from app.linkage.referral.models import Entry
from app.linkage.referral.rules.asking import LONGEST_AGENCY
from app.people.forms.signing import SHORT, plain
from app.web.choices import choices

ENTRIES = (
    (Entry.STAFF.value, marked("They are here with me")),
    (Entry.WALK_IN.value, marked("They walked in")),
    (Entry.TELEPHONE.value, marked("We are on the telephone")),
)
AT_MOST = Length(max=SHORT, message=marked("Use 254 characters or fewer."))
SAY_YES = marked("Ask them, and tick this when they say yes.")


class ReferForm(Asked):
    """Everything on one page. A contact may be left out: then words are printed for them."""

    contact = StringField(
        marked("Their mobile number or e-mail"),
        description=marked("They have none? Leave it empty. Then you print words with which their page opens."),
        filters=[plain],
        validators=[AT_MOST],
    )
    entry = RadioField(marked("Where are you?"), choices=choices(ENTRIES), default=Entry.STAFF.value)
    discharge = BooleanField(
        marked("They leave hospital or treatment today"),
        description=marked("Then somebody looks at it within a working hour."),
    )
    agency = StringField(
        marked("For which service do you ask? (if any)"),
        description=marked("Your ward, team or surgery."),
        filters=[plain],
        validators=[Length(max=LONGEST_AGENCY, message=marked("Use 80 characters or fewer."))],
    )
    adult = BooleanField(marked("They say that they are 18 or over"), validators=[InputRequired(
        marked("Ask them. For whoever is under 18, show them the page for young people instead."))])  # fmt: skip
    agrees = BooleanField(
        marked("“You may keep what I tell you, and use it to find me company.”"), validators=[InputRequired(SAY_YES)]
    )
    shares = BooleanField(marked("“You may tell a champion what I wish for.”"), validators=[InputRequired(SAY_YES)])
    shows_contact = BooleanField(marked("“My champion may see how to reach me.” (if they like)"))
    tells_referrer = BooleanField(marked("“You may tell who asked for me how far it is.” (if they like)"))


class ListForm(Form):
    """A list of meetings near a place, on paper or as a link in a message."""

    place = StringField(
        marked("Which town or postcode are they near?"),
        filters=[plain],
        validators=[DataRequired(marked("Enter a town or postcode, like Halifax or HX1."))],
    )
    contact = StringField(
        marked("Their mobile number or e-mail"),
        description=marked("Only for the message. We do not keep it."),
        filters=[plain],
        validators=[AT_MOST],
    )
