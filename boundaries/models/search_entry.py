"""By which words a sent incident is found, and by whom; boundaries/search/ writes and reads it."""

from django.db import models

from accounts.models import Organisation, Team, User


def _of(model):
    """A copy of the incident's own column: it narrows the search and guards nothing, so it needs no constraint."""
    return models.ForeignKey(
        model, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )


class SearchEntry(models.Model):
    """The folded words of one sent incident; a later one has a higher number, so that newest first needs no sorting.

    The database keeps its own index of it in step (boundaries/search/indexes.py). Erasing an incident must erase this too.
    """

    id = models.BigAutoField(primary_key=True)
    incident = models.OneToOneField("boundaries.Incident", models.CASCADE, related_name="search_entry")
    organisation = _of(Organisation)
    team = _of(Team)
    reporter = _of(User)
    assignee = _of(User)
    # each word once, with a space before and behind: " gift pecovatelku "
    words = models.TextField()

    SENSITIVE = ("words",)

    class Meta:
        verbose_name_plural = "search entries"

    def __str__(self):
        return str(self.incident_id)
