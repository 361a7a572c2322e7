"""Finds what is cut on the screen (cut.js does the looking), with every fold open."""

from pathlib import Path

FIND = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
OPEN = "document.querySelectorAll('main details').forEach((fold) => { fold.open = fold.id !== 'all-steps' })"
LARGE_TEXT = """addEventListener("DOMContentLoaded", () => {
  document.documentElement.style.fontSize = "calc(2 * var(--type))";
})"""


def cut(page) -> list[str]:
    page.evaluate(OPEN)
    return page.evaluate(FIND)
