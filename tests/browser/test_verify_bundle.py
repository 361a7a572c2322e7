"""The offline verifier as one HTML file, opened from the disk: it says of every forged bundle what the program says."""

import base64
import io
import zipfile

import pytest

from audit.offline import verify_bundle
from tests.audit import forgeries
from tests.audit.forging import Forge
from tests.audit.test_verify_bundle import VECTORS, altered_signatures, small_points

FILE = verify_bundle.__file__.replace(".py", ".html")
PAGE = f"file://{FILE}"
# what a ZIP library calls its own
NOT_COMPARED = {"file_damaged", "manifest_nested_without_end"}


@pytest.fixture(scope="module")
def opened(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PAGE)
    yield page
    assert asked == [PAGE]
    context.close()


def answer_of(page, content, kept):
    """The code and the lines that the page shows."""
    return page.evaluate(
        """async ([content, kept]) => {
            const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
            const report = await check(new Blob([bytes]), kept);
            return [report.code, report.findings, report.unknown, report.unsaid];
        }""",
        [base64.b64encode(content).decode(), kept],
    )


@pytest.mark.parametrize("name", forgeries.CASES)
def test_it_says_what_the_program_says(opened, name):
    content, texts = forgeries.made(name)
    report, _told = forgeries.run(verify_bundle, name)
    found = answer_of(opened, content, texts)
    assert found[0] == forgeries.CASES[name][1]
    if name not in NOT_COMPARED:
        assert found[1:] == [report.findings, report.unknown, report.unsaid]


def test_its_signatures_are_those_of_the_standard(opened):
    signatures = [tuple(map(bytes.fromhex, vector)) for vector in VECTORS]
    signatures += [*altered_signatures(), *((public, signature, b"") for public, signature in small_points())]
    expected = [verify_bundle.is_signed(*parts) for parts in signatures]
    hexed = [[part.hex() for part in parts] for parts in signatures]
    found = opened.evaluate("(all) => Promise.all(all.map((parts) => isSigned(...parts.map(unhex))))", hexed)
    assert found == expected
    assert expected.count(True) == len(VECTORS)


@pytest.mark.parametrize(("name", "code", "verdict"), [("genuine", "0", "GENUINE"), ("event_altered", "1", "ALTERED")])
def test_a_person_chooses_a_file_and_reads_the_answer(opened, tmp_path, name, code, verdict):
    forge = Forge().seal()
    kept = forge.kept(2)
    forgeries.CASES[name][0](forge)
    (tmp_path / "bundle.zip").write_bytes(forge.zip().getvalue())
    opened.set_input_files("#bundle", str(tmp_path / "bundle.zip"))
    opened.fill("#kept", f"Dear colleague,\n{kept}")
    opened.get_by_role("button", name="Check").click()
    opened.wait_for_selector(f"#result[data-code='{code}']")
    assert opened.text_content("#result h2") == verdict
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_packed_bundle_is_read_as_well(opened):
    source, target = zipfile.ZipFile(Forge().zip()), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    assert answer_of(opened, target.getvalue(), [])[0] == 0
