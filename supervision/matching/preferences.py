"""What somebody would like of whoever answers her, and what those who answer tell of themselves: for matching alone."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffProfile, User
from accounts.roles import Right
from boundaries.forms.fields import OneOf, PlainText, SomeOf
from policies.kinds import kinds_for

MOST_NOT_USERS = 5
MOST_TAGS, MOST_TAG = 10, 40
GENDERS = {"woman": _("A woman"), "man": _("A man")}
OWN_GENDERS = {"": _("I would rather not say"), "woman": _("Woman"), "man": _("Man"), "other": _("Another")}


def people_who_answer(user) -> list[User]:
    """Everybody of this organisation who might answer this person."""
    people = User.objects.filter(organisation=user.organisation_id, is_active=True).order_by("given_name", "family_name", "id")
    return [person for person in people if person.has_right(Right.ANSWER) and person.pk != user.pk]


def tags_of(people) -> list[str]:
    """What those who answer say of their background, without who says it."""
    rows = StaffProfile.objects.filter(user__in=people).values_list("background", flat=True)
    return sorted({tag for tags in rows for tag in tags})


class PreferencesForm(forms.Form):
    """Every question may stay open."""

    gender = OneOf(label=_("Would you rather be answered by a woman or a man?"), choices={"": _("It does not matter")} | GENDERS)
    languages = SomeOf(label=_("In which languages would you like to be answered?"), choices=settings.LANGUAGES)
    background = SomeOf(label=_("Should this person know something about"))
    not_users = SomeOf(
        label=_("Not this person, please"),
        help_text=_("Whoever you tick is not chosen for you. They do not learn of it, and nobody asks you why."),
    )

    def __init__(self, data=None, *, user):
        self.user = user
        kept = user.profile.preferences or {}
        super().__init__(data, initial={"gender": ""} | kept)
        people = people_who_answer(user)
        tags = sorted({*tags_of(people), *kept.get("background", ())})
        self.fields["background"].choices = [(tag, tag) for tag in tags]
        self.fields["not_users"].choices = [(str(person.pk), str(person)) for person in people]
        self._leave_out_what_nobody_offers()

    def _leave_out_what_nobody_offers(self):
        for name in ("background", "not_users"):
            if not self.fields[name].choices:
                del self.fields[name]

    def clean_not_users(self):
        unwanted = self.cleaned_data["not_users"]
        if len(unwanted) > MOST_NOT_USERS:
            raise forms.ValidationError(_g("At most %(most)s people.") % {"most": MOST_NOT_USERS})
        if len(unwanted) == len(self.fields["not_users"].choices):
            raise forms.ValidationError(_g("Somebody has to be left who may answer you."))
        return unwanted

    def save(self) -> None:
        """Only what was said; nothing said leaves nothing behind."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        StaffProfile.objects.filter(user=self.user).update(preferences=said)


class AnsweringForm(forms.Form):
    """About oneself, as somebody who answers."""

    languages = SomeOf(label=_("Which languages do you write well?"), choices=settings.LANGUAGES)
    event_types = SomeOf(label=_("Which kinds of event do you know well?"))
    background = PlainText(
        label=_("Your background"),
        max_length=MOST_TAGS * (MOST_TAG + 2),
        help_text=_("A few words with commas between, for example: dementia, palliative care. Reporters may ask for them."),
    )
    gender = OneOf(label=_("Gender"), choices=OWN_GENDERS, help_text=_("Only so that somebody can ask for it."))
    max_open = forms.IntegerField(
        label=_("At most so many open reports at once"), required=False, min_value=1, max_value=999,
        help_text=_("When you have as many, new ones go to somebody else. Empty: no limit."),
    )  # fmt: skip

    def __init__(self, data=None, *, user):
        self.profile = profile = user.profile
        names = ("languages", "event_types", "gender", "max_open")
        kept = {name: getattr(profile, name) for name in names} | {"background": ", ".join(profile.background)}
        super().__init__(data, initial=kept)
        kinds = kinds_for(user.organisation)
        self.fields["event_types"].choices = [(kind.key, kind.label_in()) for kind in kinds]

    def clean_background(self):
        tags = [" ".join(tag.split()).lower() for tag in self.cleaned_data["background"].split(",")]
        tags = list(dict.fromkeys(tag for tag in tags if tag))
        if len(tags) > MOST_TAGS or any(len(tag) > MOST_TAG for tag in tags):
            words = {"most": MOST_TAGS, "length": MOST_TAG}
            raise forms.ValidationError(_g("At most %(most)s of them, each of at most %(length)s characters.") % words)
        return tags

    def save(self) -> None:
        StaffProfile.objects.filter(pk=self.profile.pk).update(**self.cleaned_data)
