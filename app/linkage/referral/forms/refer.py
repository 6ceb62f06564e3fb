"""Asking for somebody who is there: one page, with what they agreed to as they said it."""

from typing import Any

from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length

from app.kernel.speech import marked
from app.linkage.referral.forms.ask import (
    FIRSTS,
    GENDERS,
    LIKENESSES,
    NEEDS,
    NO,
    NOT_FOR_THEM,
    OFFERED,
    OWN_GENDERS,
    YES,
    Asked,
)
from app.linkage.referral.models import Entry
from app.linkage.referral.rules.asking import ANY_TIME, HOURS_SAID, LONGEST_AGENCY, LONGEST_HELP, LONGEST_NAME
from app.linkage.referral.rules.wishes import TIMES_SAID, Gender, Wishes, ticked
from app.people.forms.signing import SHORT, plain
from app.web.choices import choices

LATER = marked("Not sure yet: a coordinator helps them to choose")
ENTRIES = (
    (Entry.STAFF.value, marked("They are here with me")),
    (Entry.WALK_IN.value, marked("They walked in")),
    (Entry.TELEPHONE.value, marked("We are on the telephone")),
)
AT_MOST = Length(max=SHORT, message=marked("Use 254 characters or fewer for the number or e-mail."))
UNDER_18 = marked("18 or over? Ask them. For whoever is under 18, show them the page for young people instead.")
SAY_YES = marked("What they say: read it out, and tick it when they say yes.")


class ReferForm(Asked):
    """Everything on one page. A contact may be left out: then words are printed for them."""

    contact = StringField(
        marked("Their mobile number or e-mail (if they have one)"),
        description=marked("They have none? Leave it empty. Then you print words with which their page opens."),
        filters=[plain],
        validators=[AT_MOST],
    )
    help = TextAreaField(
        marked("What would help them on the day? (if they like)"),
        description=marked(
            "In their words, up to 500 characters. For example: “Meet me at the bus stop.” "
            "Staff read it, and whoever goes with them, after their yes."
        ),
        filters=[plain],
        validators=[Length(max=LONGEST_HELP, message=marked("Use 500 characters or fewer for what would help."))],
    )
    place = StringField(
        marked("Which town or postcode are they near?"),
        description=marked("Then you see what is on there soonest, to choose with them."),
        filters=[plain],
    )
    pick = RadioField(marked("Which of these would they like?"), choices=choices([("", LATER)]), default="")
    times = SelectMultipleField(
        marked("When could they go?"),
        description=marked("Tick what suits them. Leave it empty if they do not mind."),
        choices=choices(TIMES_SAID.items()),
    )
    belongs = RadioField(
        marked("Is this meeting there for them?"),
        description=marked("Not every date of it is for visitors."),
        choices=choices([(YES, marked("Yes, it is for people like them")), (NO, NOT_FOR_THEM)]),
        default=YES,
    )
    gender = RadioField(marked("Who would they like to go with?"), choices=choices(GENDERS), default=Gender.ANY.value)
    own_gender = SelectField(
        marked("They are"),
        description=marked(
            "Some champions go with women only, or with men only. They can leave it unsaid: then those are not asked."
        ),
        choices=choices((("", marked("They’d rather not say")), *OWN_GENDERS[1:])),
        default="",
    )
    likeness = SelectMultipleField(
        marked("Somebody like them in one thing?"),
        description=marked("Tick what they would like. All of it can stay empty."),
        choices=choices(LIKENESSES),
    )
    access = SelectMultipleField(
        marked("Do they need any of these?"),
        description=marked("So that we choose the right place and the right person."),
        choices=choices(NEEDS),
    )
    first = SelectField(marked("What matters most to them?"), choices=choices(FIRSTS), default="")
    avoid = SelectField(
        marked("A building that they would rather not go to?"),
        description=marked("Then we look for a meeting elsewhere. Do not ask why."),
        choices=[],
        default="",
    )
    name = StringField(
        marked("What may we call them?"),
        description=marked("A first name or any name they like, up to 60 characters. We need no last name."),
        filters=[plain],
        validators=[
            DataRequired(marked("Enter a name to use.")),
            Length(max=LONGEST_NAME, message=marked("Use 60 characters or fewer for the name.")),
        ],
    )
    leave_message = BooleanField(
        marked("We may leave a message if they do not answer"),
        description=marked("It says a first name and a number to call, and nothing else."),
    )
    watched = BooleanField(
        marked("Somebody else may see their messages"),
        description=marked("Then messages never say what they are about, even if they choose plain words later."),
    )
    hours = RadioField(marked("When may we reach them?"), choices=choices(HOURS_SAID), default=ANY_TIME)
    again = HiddenField(filters=[plain])
    entry = RadioField(marked("Where are they?"), choices=choices(ENTRIES), default=Entry.STAFF.value)
    discharge = BooleanField(
        marked("They leave hospital or treatment today"),
        description=marked("Then somebody looks at it within a working hour."),
    )
    agency = StringField(
        marked("For which service do you ask? (if any)"),
        description=marked("Your ward, team or surgery."),
        filters=[plain],
        validators=[Length(max=LONGEST_AGENCY, message=marked("Use 80 characters or fewer for the service."))],
    )
    adult = BooleanField(marked("They say that they are 18 or over"), validators=[InputRequired(UNDER_18)])
    agrees = BooleanField(
        marked("“You may keep what I tell you, and use it to find me company.”"), validators=[InputRequired(SAY_YES)]
    )
    another = BooleanField(marked("It is another person, who shares this number or address"))
    shares = BooleanField(marked("“You may tell a champion what I wish for.”"), validators=[InputRequired(SAY_YES)])
    shows_contact = BooleanField(marked("“My champion may see how to reach me.” (if they like)"))
    tells_referrer = BooleanField(marked("“You may tell who asked for me how far it is.” (if they like)"))

    def offer(self, options: list[tuple[str, str]]) -> None:
        """Offer these meetings with their dates."""
        self.pick.choices = choices([*options, ("", LATER)])
        self.pick.data = self.pick.data if self.pick.data in dict(options) else ""

    def take(self, *, looks: bool) -> None:
        """What was picked is the meeting from here on; whoever `looks` for another one has none."""
        picked = "" if looks else self.pick.data or ""
        if looks or picked:
            self.listing.data, _space, self.on.data = picked.partition(" ")
        self.pick.data = ""


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


def filled(wishes: Wishes) -> dict[str, Any]:
    """What the form shows of what is kept."""
    return {
        "gender": wishes.gender.value,
        "own_gender": wishes.own_gender,
        "language": next(iter(wishes.languages), ""),
        "likeness": [each.value for each in wishes.likeness if each.value in OFFERED],
        "access": [each.value for each in wishes.access],
        "first": next(iter(wishes.first), ""),
        "avoid": next(iter(wishes.avoid), ""),
        "belongs": YES if wishes.belongs else NO,
        "place": wishes.place,
        "journey": wishes.journey.value,
        "minutes": wishes.minutes,
        "late": wishes.late_minutes or 0,
        "route": next(iter(wishes.routes), ""),
        "times": ticked(wishes.free),
        "help": wishes.help,
    }
