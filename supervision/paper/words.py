"""Who wrote a report down for whom, in words: on its page, in the register and in print."""

from django.utils.translation import gettext as _

from boundaries.paper.filing import Manner, filing_of


def filed_by(incident, name) -> str:
    """Empty where the reporter wrote it herself; `name(person)` is how this reader knows a person."""
    filing = filing_of(incident)
    if filing is None:
        return ""
    who = name(filing.filed_by)
    if filing.manner == Manner.PAPER:
        return _("%(who)s, from paper form %(code)s") % {"who": who, "code": filing.sheet.code}
    return _("%(who)s, as it was told by phone or in person") % {"who": who}


def how(incident) -> str:
    """The same without anybody's name, for lists."""
    filing = filing_of(incident)
    if filing is None:
        return ""
    if filing.manner == Manner.PAPER:
        return _("from paper form %(code)s") % {"code": filing.sheet.code}
    return _("as it was told by phone or in person")
