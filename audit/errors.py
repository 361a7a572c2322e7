"""Why an act did not happen: the person may not, the moment is wrong, or the verb does not exist."""


class NotPermitted(Exception):
    """This person may never do this here (403)."""


class NotNow(Exception):
    """The act is refused at this moment (409); `reasons` are stable codes."""

    def __init__(self, reasons):
        self.reasons = list(reasons)
        super().__init__(", ".join(self.reasons))


class UnknownVerb(LookupError):
    """No such verb is declared on this record."""
