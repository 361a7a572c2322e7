"""By which words the register finds a sent incident; supervision/register_words.py writes it, register_search.py reads it."""

from django.db import models


class RegisterEntry(models.Model):
    """The folded words of one sent incident that a reader without names may read: no name, no feeling, no discomfort.

    The database keeps its own index of it in step (supervision/register_index.py). Erasing an incident erases this too.
    """

    id = models.BigAutoField(primary_key=True)
    incident = models.OneToOneField("boundaries.Incident", models.CASCADE, related_name="register_entry")
    # each word once, with a space before and behind: " gift pecovatelku "
    words = models.TextField()

    SENSITIVE = ("words",)

    class Meta:
        verbose_name_plural = "register entries"

    def __str__(self):
        return str(self.incident_id)
