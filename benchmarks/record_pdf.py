"""A four-page record as a PDF: against warm Chromium printing the same page, its memory, and from the store over HTTP.

Both engines get the same finished page and are asked over a pipe or socket; what it takes to gather the record and
fill the template stands in the table. Rounds are interleaved, each with a page of its own.
"""

import os
import statistics
import sys
import tempfile
import time

LANGUAGE = "cs"


def main(arguments):
    rounds = 12 if "--quick" in arguments else 60
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder}
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver keeps a loop in this thread
        os.environ["DOORSTEP_LOG_LEVEL"] = "ERROR"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return measure(rounds)


def measure(rounds):
    from benchmarks.record_story import closed_incident
    from benchmarks.table import Results
    from supervision.exports.render import renderer

    results = Results(f"One record as a PDF, {rounds} rounds")
    incident, reader = closed_incident()
    try:
        compare(results, incident, rounds)
        from_store(results, incident, reader, rounds)
    finally:
        renderer().stop()
    return results.close()


def compare(results, incident, rounds):
    from benchmarks.chromium import Printer
    from benchmarks.memory import peak, processor_seconds, proportional
    from supervision.exports.record import canonical_json, record_document
    from supervision.exports.render import child_environment, record_markup, renderer

    record_document(incident, language=LANGUAGE)
    document, gathering = timed(record_document, incident, language=LANGUAGE)
    record_markup(document, "0" * 64)
    page, filling = timed(record_markup, document, "0" * 64)
    record = canonical_json(document).decode()
    fonts = {**os.environ, "FONTCONFIG_FILE": child_environment()["FONTCONFIG_FILE"]}
    ours, theirs = [], []
    with Printer(fonts) as printer:
        for number in range(rounds + 5):
            numbered = page.replace(document["reference"], f"DS-{number:04}-BNCH")
            pdf, seconds = timed(renderer().pdf, numbered, identifier=f"{number:032}", record=record)
            printed, their_seconds = timed(printer.pdf, for_browser(numbered))
            if number == 4:
                spent = [-processor_seconds(pids) for pids in ([renderer().process.pid], printer.processes)]
            if number >= 5:
                ours.append(seconds)
                theirs.append(their_seconds)
        check(pdf, printed)
        child = renderer().process.pid
        spent[0] += processor_seconds([child])
        spent[1] += processor_seconds(printer.processes)
        our_peak, our_share, their_share = peak(child), proportional([child]), proportional(printer.processes)
    results.row("gather the record", f"{gathering * 1000:.0f} ms")
    results.row("fill the template", f"{filling * 1000:.0f} ms")
    for name, times, size in (("our child", ours, len(pdf)), ("Chromium", theirs, len(printed))):
        low, middle = min(times) * 1000, statistics.median(times) * 1000
        results.row(name, f"median {middle:.0f} ms, best {low:.0f} ms, {size / 1024:.0f} kB")
    spent = [seconds / rounds * 1000 for seconds in spent]
    results.row(
        "processor time", f"ours {spent[0]:.0f} ms, Chromium {spent[1]:.0f} ms in {len(printer.processes)} processes"
    )
    results.row("memory", f"ours {our_share:.0f} MB (peak {our_peak:.0f}), Chromium {their_share:.0f} MB")
    results.figure("record_pdf.ratio", statistics.median(ours) / statistics.median(theirs), 2.0)
    results.figure("record_pdf.memory", our_peak / their_share, 0.25)


def timed(act, *arguments, **options):
    started = time.perf_counter()
    made = act(*arguments, **options)
    return made, time.perf_counter() - started


def check(pdf, printed):
    """Both are tagged and about four pages long, or nothing was compared."""
    import pypdfium2

    for content in (pdf, printed):
        with pypdfium2.PdfDocument(content) as document:
            if len(document) not in (4, 5) or not document.is_tagged():
                raise SystemExit(f"{len(document)} pages, tagged: {document.is_tagged()}; expected four or five tagged pages")


def for_browser(page):
    """The same page and styles; running strings, which browsers do not know, are put in as text."""
    import re

    from supervision.exports.typeset import STYLESHEET

    attributes = dict(re.findall(r'data-([\w-]+)="([^"]*)"', page))
    styles = re.sub(r"string\(([\w-]+)\)", lambda found: f'"{attributes[found[1]]}"', STYLESHEET.read_text())
    plain = "html, body, p, h1, h2, h3, blockquote { margin: 0 }"
    return "<!doctype html>" + page.replace("</head>", f'<meta charset="utf-8"/><style>{plain}{styles}</style></head>')


def from_store(results, incident, reader, rounds):
    """Served by digest with its event in the access chain, against a signed-in page without a list."""
    from django.test import Client
    from django.urls import NoReverseMatch, reverse

    browser = Client()
    browser.force_login(reader)
    try:
        record, page = f"{reverse('incident', args=[incident.reference])}record.pdf", reverse("settings")
    except NoReverseMatch as missing:
        results.row("from the store", f"not measured: {missing}")
        return
    times = {record: [], page: []}
    for _ in range(rounds + 3):
        for address, taken in times.items():
            answer, seconds = timed(browser.get, address)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")
            taken.append(seconds)
    served, plain = (statistics.median(taken[3:]) * 1000 for taken in times.values())
    results.row("from the store", f"{served:.1f} ms, a page {plain:.1f} ms")
    results.figure("record_pdf.store", served / plain, 3.0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
