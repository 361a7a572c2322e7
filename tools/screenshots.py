"""Takes the README's pictures from a fresh demo organisation: `.venv/bin/python -m tools.screenshots`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.parts import chromium, site

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "color_scheme": "light"}
DESK = {"viewport": {"width": 1280, "height": 844}, "color_scheme": "light"}


def manage(*command):
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def shell(code) -> str:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def entered(browser, address, name, passphrase, **screen):
    page = browser.new_context(base_url=address, **screen).new_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", f"{name}@doorstep.example")
    page.fill("[name=password]", passphrase)
    page.locator("form:has([name=password]) button").click()
    page.wait_for_url("**/")
    return page


def step(page):
    """Step 5 of a report, in English."""
    page.goto("/settings/")
    page.locator("button[name=language][value=en]").first.click()
    page.goto("/incidents/new/")
    page.locator("[name=event_type][value=phone_number]").first.click()
    page.wait_for_url("**/drafts/**")
    page.goto(page.url + "#step-5")
    page.wait_for_selector("#step-5.current")
    page.locator("#step-5 label").first.click()
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / "step.png")


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ |= {"DOORSTEP_VAR": folder, "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3"}
        for command in (["migrate", "-v0"], ["load_content"], ["compile_catalogues"], ["seed_demo"]):
            manage(*command)
        passphrase = shell("from supervision.demo.people import PASSPHRASE; print(PASSPHRASE)")
        with site.running(os.environ["DATABASE_URL"], folder, DJANGO_SETTINGS_MODULE="config.settings") as address:
            browser = playwright.chromium.launch(**chromium.launch_options())
            step(entered(browser, address, "cara", passphrase, **PHONE))
            queue = entered(browser, address, "sam", passphrase, **DESK)
            queue.goto("/queue/")
            queue.screenshot(path=PICTURES / "queue.png")
            browser.close()


if __name__ == "__main__":
    main()
