"""A form of which only what was changed is saved; where somebody else changed the same meanwhile, a person chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectField
from wtforms.fields import Field

from app.directory.forms.basis import CorrectForm, DayField
from app.directory.rules.editing.merging import Group, groups, merge
from app.directory.rules.editing.patterns import read_day
from app.directory.rules.words import dated
from app.kernel.speech import _
from app.kernel.words import in_words

MINE, THEIRS = "mine", "theirs"
Form = TypeVar("Form", bound=CorrectForm)


@dataclass(frozen=True, slots=True)
class Clash:
    """What both changed, by the name of its first field, in words: as typed and as it is held. `was_asked` when the
    page had asked already and nothing was chosen."""

    key: str
    label: str
    mine: str
    theirs: str
    was_asked: bool


def chosen(form: MultiDict[str, str]) -> dict[str, str]:
    """What was chosen of each clash that the page had asked about; empty where nothing was."""
    return {key: form.get(f"keep-{key}", "") for key in form.getlist("asked")}


def merged(form: Form, fresh: Form, choice: Mapping[str, str], *, is_newest: bool) -> tuple[Clash, ...]:
    """Give the fields that were not changed what is held now; what both changed is left as it was typed, and told.

    A form that does not say what it had shown counts as opened this moment if nobody has done anything since
    (`is_newest`); otherwise all of it counts as changed."""
    typed, held = form.told(), fresh.told()
    shown = form.was_shown()
    if shown is None:
        shown = held if is_newest else {}
    found = merge(shown, typed, held, form.together)
    asked = [group for group in groups(typed, form.together) if group[0] in choice]
    theirs = [group for group in asked if choice[group[0]] == THEIRS]
    form.take([*found.stays, *(name for group in theirs for name in group)], fresh)
    form.show(fresh)
    open_still = [group for group in asked if choice[group[0]] not in (MINE, THEIRS) and _differ(group, typed, held)]
    clashes = [group for group in found.clashes if group not in theirs and group not in open_still]
    return tuple(_clash(group, form, typed, held, group in open_still) for group in [*clashes, *open_still])


def _differ(group: Group, typed: Mapping[str, list[str]], held: Mapping[str, list[str]]) -> bool:
    return any(typed[name] != held.get(name, []) for name in group)


def _clash(
    group: Group, form: CorrectForm, typed: Mapping[str, list[str]], held: Mapping[str, list[str]], was_asked: bool
) -> Clash:
    fields = [each for each in form if each.name in group and typed[each.name] != held.get(each.name, [])]
    return Clash(
        group[0],
        in_words([_(each.label.text) for each in fields]),
        _told(fields, typed),
        _told(fields, held),
        was_asked,
    )


def _told(fields: Sequence[Field], values: Mapping[str, list[str]]) -> str:
    words = [(_(each.label.text), _words(each, values.get(each.name, []))) for each in fields]
    return words[0][1] if len(words) == 1 else "; ".join(f"{label}: {said}" for label, said in words)


def _words(each: Field, values: Sequence[str]) -> str:
    """What a field says, in words; "nothing" for what is empty."""
    if isinstance(each, BooleanField):
        return _("yes") if values else _("no")
    if isinstance(each, SelectField):
        said = [_(label) for value, label, *_more in each.iter_choices() if str(value) in values]
        return in_words(said) or _("nothing")
    day = read_day(values[0]) if values and isinstance(each, DayField) else None
    return dated(day) if day else "\n".join(values) or _("nothing")
