"""What the asking of a client is called: whom, what came of it, and the reporter's wish about it."""

from django.utils.translation import gettext_lazy as _

from supervision.models import ClientVoice, VoiceWish

Whom, Ending, Wish = ClientVoice.Whom, ClientVoice.Ending, VoiceWish.Wish
WHOM = {
    Whom.CLIENT: _("The client"),
    Whom.REPRESENTATIVE: _("Somebody whom the client chose to speak for her or him"),
}
ENDINGS = {
    Ending.SAID: _("Said something"),
    Ending.NOTHING: _("Did not wish to say anything"),
    Ending.NOT_ASKED: _("Was not asked after all"),
}
WISHES = {
    Wish.ANYBODY: _("Anybody may ask, I too"),
    Wish.NOT_ME: _("Somebody else should ask, not I"),
    Wish.NOT_AT_ALL: _("Please do not ask the client about this"),
}
NEUTRAL = _(
    "Not wishing to speak is everybody’s right. It says nothing for or against anybody, and nothing follows from it."
)
# above the words themselves
WORDS_OF = {
    Whom.CLIENT: _("In the client’s own words, written down by %(who)s"),
    Whom.REPRESENTATIVE: _("In the words of the client’s representative (%(whom)s), written down by %(who)s"),
}


def words_of(row, who, whom) -> str:
    """Whose words these are, and who wrote them down."""
    return str(WORDS_OF[row.whom]) % {"who": who, "whom": whom}
