"""The register of gifts and interests: entries of reports, and ties that staff declare; both with what was decided."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import FrozenColumns

ENTRY = (
    "incident_id", "thing", "what", "worth", "value_cents", "currency", "direction", "became", "returned_on",
    "replaces_id", "replaces_reason", "entered_by_id", "entered_at", "salt",
)
GIFT_DECIDED = ("decided_at", "decided_by_id", "decided_reason", "is_approved")
FIRST = (("incident_id",), "ROW.replaces_id IS NULL")
DECLARED = ("organisation_id", "person_id", "team_id", "tie", "client_id", "what", "language", "declared_at", "salt")
INTEREST_DECIDED = ("decided_at", "decided_by_id", "decision", "decided_reason")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_public_page'),
        ('boundaries', '0007_promises'),
        ('supervision', '0016_preparations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GiftEntry',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('thing', models.CharField(choices=[('gift', 'Gift'), ('money', 'Money, tip or voucher'), ('loan', 'Loan, buying or selling'), ('inheritance', 'Will, inheritance or contract'), ('service', 'Discount, service or paid work'), ('hospitality', 'Hospitality'), ('interest', 'Tie or other interest')], max_length=12)),
                ('what', models.CharField(max_length=200)),
                ('worth', models.CharField(choices=[('known', 'The value is known'), ('unknown', 'The value is not known'), ('none', 'It has no money value')], max_length=8)),
                ('value_cents', models.BigIntegerField(blank=True, null=True)),
                ('currency', models.CharField(blank=True, choices=[('EUR', 'EUR'), ('HUF', 'HUF'), ('CZK', 'CZK'), ('SEK', 'SEK'), ('BGN', 'BGN'), ('UAH', 'UAH'), ('GBP', 'GBP'), ('USD', 'USD')], max_length=3)),
                ('direction', models.CharField(choices=[('client_to_staff', 'From the client to staff'), ('family_to_staff', 'From the family to staff'), ('staff_to_client', 'From staff to the client'), ('other', 'Another way')], max_length=16)),
                ('became', models.CharField(choices=[('refused', 'Offered or asked for, and declined'), ('returned', 'Given back'), ('passed_on', 'Passed on to the organisation'), ('accepted', 'Accepted, or it goes on')], max_length=10)),
                ('returned_on', models.DateField(blank=True, null=True)),
                ('replaces_reason', models.CharField(blank=True, max_length=500)),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_reason', models.CharField(blank=True, max_length=500)),
                ('is_approved', models.BooleanField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gift_entries', to='boundaries.incident')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='supervision.giftentry')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('value_cents__gt', 0), ('value_cents__isnull', False), ('worth', 'known'), models.Q(('currency', ''), _negated=True)), models.Q(models.Q(('worth', 'known'), _negated=True), ('currency', ''), ('value_cents', None)), _connector='OR'), name='supervision_gift_worth'), models.CheckConstraint(condition=models.Q(models.Q(('became', 'returned'), ('returned_on__isnull', False)), models.Q(models.Q(('became', 'returned'), _negated=True), ('returned_on', None)), _connector='OR'), name='supervision_gift_returned_on'), models.CheckConstraint(condition=models.Q(models.Q(('replaces', None), ('replaces_reason', '')), models.Q(('replaces__isnull', False), models.Q(('replaces_reason', ''), _negated=True)), _connector='OR'), name='supervision_gift_corrected'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decided_reason', ''), ('is_approved', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decided_reason', ''), _negated=True), ('became', 'accepted'), ('is_approved__isnull', False)), _connector='OR'), name='supervision_gift_decided'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='supervision_gift_by_another'), models.UniqueConstraint(condition=models.Q(('replaces', None)), fields=('incident',), name='supervision_gift_first')],
            },
        ),
        migrations.CreateModel(
            name='InterestDeclaration',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('tie', models.CharField(choices=[('relative', 'Related to a client or a client’s family'), ('friend', 'Friend or neighbour of a client'), ('business', 'Business with a client or a client’s family'), ('authority', 'Power of attorney or guardianship for a client'), ('inheritance', 'Named in a will or a contract of a client'), ('work', 'Other work in care'), ('other', 'Something else')], max_length=12)),
                ('what', models.TextField(max_length=1000)),
                ('language', models.CharField(choices=[('en', 'en'), ('hu', 'hu'), ('cs', 'cs'), ('sv', 'sv'), ('bg', 'bg'), ('uk', 'uk')], max_length=2)),
                ('declared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.CharField(blank=True, choices=[('allowed', 'Allowed'), ('conditions', 'Allowed with conditions'), ('not_allowed', 'Not allowed')], max_length=12)),
                ('decided_reason', models.CharField(blank=True, max_length=500)),
                ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='boundaries.client')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-declared_at', '-id'], name='supervision_interests')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decided_reason', ''), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decided_reason', ''), _negated=True), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='supervision_interest_decided'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('person')), _negated=True), _connector='OR'), name='supervision_interest_by_another')],
            },
        ),
        FrozenColumns("supervision_giftentry", ENTRY, "1 = 1", unique=(("replaces_id",),), partial=(FIRST,)),
        FrozenColumns(
            "supervision_giftentry", GIFT_DECIDED, "OLD.decided_at IS NOT NULL", label="decided_",
            unique=(("replaces_id",),), partial=(FIRST,),
        ),
        FrozenColumns("supervision_interestdeclaration", DECLARED, "1 = 1"),
        FrozenColumns(
            "supervision_interestdeclaration", INTEREST_DECIDED, "OLD.decided_at IS NOT NULL", label="decided_"
        ),
    ]
