"""The service worker: a small script whose version is the digest of everything that it keeps."""

import functools
import hashlib
import json

from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from accounts.access import open_to_everybody
from accounts.views import away
from boundaries.phone import files, shell

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# nobody's pages: what there is without a network, and where the quick exit leads to
PAGES = {"shell": (shell.address, shell.page), "away": (away.address, away.page)}
LOGIC = "js/phone/worker.js"
SENDING = "js/phone/background.js"
PUSHED = "js/phone/pushed.js"  # an old-fashioned script as well: browsers without module workers have pushes too


@functools.cache
def kept() -> dict[str, str]:
    """Address -> integrity of all that the phone keeps: the files, and two pages in every language."""
    pages = [(at(language), page(language)) for at, page in PAGES.values() for language in LANGUAGES]
    return files.kept_files() | {address: files.integrity(content) for address, content in pages}


@functools.cache
def version() -> str:
    """Another one as soon as one byte of it is another."""
    whole = json.dumps([kept(), *(files.integrity(files.served(name)) for name in _scripts())])
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _scripts() -> list[str]:
    return [LOGIC, *files.with_imports([SENDING])]


@functools.cache
def _script(*, is_module) -> str:
    """A module imports what sends in the background; browsers that know no module workers do without."""
    pages = {name: {language: at(language) for language in LANGUAGES} for name, (at, _page) in PAGES.items()}
    app = json.dumps({"version": version(), "kept": kept(), "pages": pages}, indent=1)
    first = f'import "{static(SENDING)}";\n' if is_module else f'importScripts("{static(PUSHED)}");\n'
    return f"{first}const APP = {app};\n\n{files.served(LOGIC).decode()}"


def _view(*, is_module):
    @open_to_everybody
    @require_safe
    @cache_control(no_cache=True)
    @etag(lambda request: f'"{version()}"')
    def view(request):
        response = HttpResponse(_script(is_module=is_module), content_type="text/javascript; charset=utf-8")
        response["Service-Worker-Allowed"] = "/"
        response.response_class = "service_worker"
        return response

    return view


module_worker = _view(is_module=True)
classic_worker = _view(is_module=False)
