"""A phone is told instead of a mail: sealed for it alone, signed by us, without a word of what it is about."""

import json

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import call_command

from accounts import push
from accounts.models import Cadence, PushSubscription
from accounts.push_keys import private_key, read
from audit.models import OutboxItem
from supervision.models import Notice
from supervision.push.message import Push
from supervision.push.sealing import seal, sealed_with
from tests import stories
from tests.parts.push import Phone, content, proven_sender, text

PLANTED = "Zsuzsanna planted 06301234567"


def work():
    call_command("worker", "--once")


def items(channel):
    return OutboxItem.objects.filter(channel=channel).order_by("id")


def answered(cara, sam, **more):
    return stories.answered(cara, by=sam, **more)


def test_an_answer_reaches_the_phone_and_no_mail_goes(cara, sam, mailbox, receiver, own_phone, settings):
    phone = own_phone(cara)
    answered(cara, sam)
    work()
    [request] = receiver.requests
    assert phone.read(request)["url"] == "/notices/"
    assert items("mail").filter(recipient_id=cara.pk).count() == 0
    assert items("push").get().sent_at is not None
    assert request.headers["content-encoding"] == "aes128gcm"
    assert (request.headers["ttl"], request.headers["urgency"]) == ("259200", "normal")
    assert PushSubscription.objects.get().last_ok_at is not None


def test_it_is_signed_for_this_push_service_by_our_key(cara, sam, mailbox, receiver, own_phone):
    own_phone(cara)
    answered(cara, sam)
    work()
    claims = proven_sender(receiver.requests[0], f"http://127.0.0.1:{receiver.port}")
    assert claims["sub"].startswith("mailto:")
    assert claims["key"] == push.public_key()


def test_nothing_of_what_it_is_about_is_in_it(cara, sam, client_k, mailbox, receiver, own_phone):
    """Neither sealed nor on the envelope: words, names, reference, kind."""
    phone = own_phone(cara)
    incident = answered(cara, sam, client=client_k, request_verbatim=PLANTED)
    work()
    [request] = receiver.requests
    said = phone.open(request.body).decode()
    seen = said + request.target + json.dumps(request.headers)
    for secret in (PLANTED, "Zsuzsanna", "Szabó", "Ilona", client_k.code, incident.reference, "answered", "Halász"):
        assert secret not in seen, secret
    assert set(json.loads(said)) == {"title", "body", "lang", "tag", "url"}
    assert str(Notice.objects.get(user=cara, kind="answered").pk) not in seen


@pytest.mark.parametrize("language", ["en", "hu", "bg"])
def test_in_her_language_and_always_of_the_same_length(language, cara, sam, mailbox, receiver, own_phone):
    cara.language = language
    cara.save()
    phone = own_phone(cara)
    answered(cara, sam)
    work()
    [request] = receiver.requests
    assert phone.read(request)["lang"] == language
    assert len(request.body) == 16 + 4 + 1 + 65 + 512 + 1 + 16


def test_only_this_phone_can_open_it(cara, sam, mailbox, receiver, own_phone):
    own_phone(cara)
    answered(cara, sam)
    work()
    with pytest.raises(InvalidTag):
        Phone("").open(receiver.requests[0].body)


def test_every_phone_of_hers_and_nobody_elses(cara, sam, tom, mailbox, receiver, own_phone):
    phones = {"/push/one": own_phone(cara), "/push/two": own_phone(cara, "two"), "/push/toms": own_phone(tom, "toms")}
    answered(cara, sam)
    work()
    assert [request.target for request in receiver.requests] == ["/push/one", "/push/two"]
    for request in receiver.requests:
        assert phones[request.target].read(request)["title"] == "Doorstep"


def test_whoever_gets_digests_is_told_at_once_on_her_phone(cara, sam, mailbox, receiver, own_phone):
    cara.profile.cadence = Cadence.WEEKLY
    cara.profile.save()
    own_phone(cara)
    answered(cara, sam)
    work()
    assert len(receiver.requests) == 1
    assert Notice.objects.get(user=cara, kind="answered").digest_due_at is None


def test_whoever_has_no_address_is_told_on_her_phone(cara, sam, mailbox, receiver, own_phone):
    cara.email = None
    cara.save()
    own_phone(cara)
    answered(cara, sam)
    work()
    assert len(receiver.requests) == 1


def test_what_is_for_a_desk_still_comes_by_mail(cara, sam, mailbox, receiver, own_phone):
    own_phone(sam)
    stories.submitted(cara)
    work()
    assert receiver.requests == []
    assert items("mail").filter(recipient_id=sam.pk, sent_at__isnull=False).count() == 1


def test_what_was_read_meanwhile_is_told_to_nobody(cara, sam, mailbox, receiver, own_phone):
    own_phone(cara)
    answered(cara, sam)
    Notice.objects.filter(user=cara).update(read_at=Notice.objects.first().created_at)
    work()
    assert receiver.requests == []
    assert items("push").get().attempts == 0


def test_whoever_was_deactivated_or_has_ended_it_is_not_told(cara, sam, mailbox, receiver, own_phone):
    own_phone(cara)
    answered(cara, sam)
    cara.is_active = False
    cara.save()
    work()
    assert (receiver.requests, items("mail").filter(recipient_id=cara.pk).count()) == ([], 0)


def test_the_same_notice_keeps_its_topic_and_another_has_another(cara, sam, mailbox, receiver, own_phone):
    own_phone(cara)
    answered(cara, sam)
    work()
    item = items("push").get()
    OutboxItem.objects.filter(pk=item.pk).update(sent_at=None, claimed_until=None, payload=item.payload | {"told": []})
    work()
    first, again = (request.headers["topic"] for request in receiver.requests)
    assert first == again
    assert 0 < len(first) <= 32
    assert Push("another", "en").topic != first


def test_the_seal_is_that_of_the_rfc():
    """RFC 8291, section 5 and appendix A: every byte."""
    auth, salt = content("BTBZMqHH6r4Tts7J_aSIgg"), content("DGv6ra1nlYgDCS1FRnbzlw")
    browser = read("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
    sender = private_key("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
    body = sealed_with(b"When I grow up, I want to be a watermelon\2", browser, auth, sender, salt)
    assert text(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl"
        "95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_the_same_words_are_never_sealed_twice_alike():
    phone = Phone("")
    assert seal(b"x", phone.point, phone.auth) != seal(b"x", phone.point, phone.auth)
    assert phone.open(seal(b"x", phone.point, phone.auth)) == b"x"
