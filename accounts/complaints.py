"""Who is there for a client's complaint about the service itself."""

from accounts.models import ComplaintsPerson


def person_of(organisation) -> "ComplaintsPerson | None":
    return ComplaintsPerson.objects.filter(organisation_id=organisation.pk).first()
