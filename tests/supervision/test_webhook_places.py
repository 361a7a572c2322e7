"""A webhook is no way into anybody's network: where addresses may lead, asked of the name and of what it resolves to."""

import datetime
import ipaddress
import socket
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from accounts.outward import BadAddress, may_call, place_of
from supervision.webhooks import sending
from supervision.webhooks.faults import WORDS, NotTaken
from tests.parts import receiver as receivers

NEVER = ["169.254.169.254", "fe80::1", "224.0.0.1", "ff02::1", "0.0.0.0", "::", "255.255.255.255", "240.0.0.1"]
NEVER += ["::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:1::1"]
PRIVATE = ["10.0.0.1", "172.16.3.4", "192.168.1.1", "100.64.0.1", "fd00::1", "::ffff:10.0.0.1"]
LOOPBACK = ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"]
PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]


@pytest.fixture(params=["production", "demo", "private"])
def allowed(request, settings):
    """The three ways it may be set up, and what each lets through."""
    settings.WEBHOOK_PRIVATE = request.param == "private"
    settings.WEBHOOK_LOOPBACK = request.param != "production"
    return {"production": PUBLIC, "demo": PUBLIC + LOOPBACK, "private": PUBLIC + LOOPBACK + PRIVATE}[request.param]


def test_which_ip_addresses_may_be_called(allowed):
    everything = NEVER + PRIVATE + LOOPBACK + PUBLIC
    assert [text for text in everything if may_call(ipaddress.ip_address(text))] == [
        text for text in everything if text in allowed
    ]


def test_without_tls_only_this_machine_is_called(allowed):
    plain = [text for text in NEVER + PRIVATE + LOOPBACK + PUBLIC if may_call(ipaddress.ip_address(text), plain=True)]
    assert plain == [text for text in LOOPBACK if text in allowed]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "malformed"),
        ("hooks.example", "malformed"),
        ("https://", "malformed"),
        ("https://user:word@hooks.example/", "malformed"),
        ("https://hooks.example/#part", "malformed"),
        ("https://hooks.example:99999/", "malformed"),
        ("https://hooks.example/a b", "malformed"),
        ("https://hooks.example/\u202ea", "malformed"),
        ("https://hooks.example/" + "x" * 500, "malformed"),
        ("https://[::1", "malformed"),
        ("https://a..b/", "malformed"),
        ("ftp://hooks.example/", "not_https"),
        ("file:///etc/passwd", "malformed"),
        ("http://hooks.example/", "not_https"),
        ("http://127.0.0.1:8000/", "not_https"),
        ("https://127.0.0.1/", "not_public"),
        ("https://localhost/", "not_public"),
        ("https://１２７.0.0.1/", "not_public"),
        ("https://[::1]/", "not_public"),
        ("https://10.0.0.1/", "not_public"),
        ("https://169.254.169.254/latest/meta-data/", "not_public"),
    ],
)
def test_what_is_refused_when_it_is_written_down(settings, address, code):
    settings.WEBHOOK_PRIVATE = settings.WEBHOOK_LOOPBACK = False
    with pytest.raises(BadAddress) as refusal:
        place_of(address)
    assert refusal.value.code == code
    assert code in WORDS


def test_an_address_is_taken_apart_for_the_request():
    place = place_of("https://Hooks.Example:8443/a/ú?q=1&r=ő")
    assert (place.host, place.port, place.host_header) == ("hooks.example", 8443, "hooks.example:8443")
    assert place.target == "/a/%C3%BA?q=1&r=%C5%91"
    assert place_of("https://[2606:2800::1]/").host_header == "[2606:2800::1]"
    assert place_of("https://őr.example").host.startswith("xn--")


def resolving(monkeypatch, *ips, port=443):
    """Names lead to these addresses, each look-up to the next list."""
    asked = []

    def getaddrinfo(host, _port, **_options):
        asked.append(host)
        found = ips[min(len(asked), len(ips)) - 1]
        family = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [(family[ipaddress.ip_address(ip).version], socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize(
    "ips", [["10.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["169.254.169.254"], ["::ffff:10.0.0.1"]]
)
def test_a_name_that_leads_inside_is_not_called(settings, monkeypatch, ips):
    settings.WEBHOOK_LOOPBACK = False
    resolving(monkeypatch, ips)
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("a connection was opened"))
    with pytest.raises(NotTaken) as refusal:
        sending.post("https://hooks.example/", {}, b"{}")
    assert refusal.value.code == "not_public"


@pytest.fixture
def certificate(tmp_path):
    """Of an authority of the test's own, for the name hooks.example."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hooks.example")])
    now = datetime.datetime.now(datetime.UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(7).not_valid_before(now - datetime.timedelta(days=1))
    built = built.not_valid_after(now + datetime.timedelta(days=1))
    built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example")]), critical=False)
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    signed = built.sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = tmp_path / "certificate.pem"
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
def behind_tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with receivers.running(lambda connection: context.wrap_socket(connection, server_side=True)) as running:
        yield running


def test_the_name_is_proven_and_asked_for_once(behind_tls, certificate, monkeypatch):
    """A name that leads elsewhere the second time it is asked changes nothing: it is not asked again."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    asked = resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.1"], port=behind_tls.port)
    sending.post("https://hooks.example/in", {"webhook-id": "1"}, b"{}")
    [request] = behind_tls.requests
    assert (request.headers["host"], request.target, asked) == ("hooks.example", "/in", ["hooks.example"])


@pytest.mark.parametrize(("name", "trusted"), [("hooks.example", False), ("other.example", True)])
def test_a_certificate_of_nobody_or_for_another_name_is_not_believed(
    behind_tls, certificate, monkeypatch, name, trusted
):
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    resolving(monkeypatch, ["127.0.0.1"], port=behind_tls.port)
    with pytest.raises(NotTaken) as refusal:
        sending.post(f"https://{name}/", {}, b"{}")
    assert (refusal.value.code, behind_tls.requests) == ("not_trusted", [])


def test_a_name_that_does_not_exist_is_said_so(monkeypatch):
    def nowhere(*_arguments, **_options):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(NotTaken) as refusal:
        sending.post("https://hooks.example/", {}, b"{}")
    assert refusal.value.code == "not_found"
