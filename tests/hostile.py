"""Texts that somebody might send to do harm: markup, code, formulas, headers, odd Unicode. Each must come out as text.

The families below are made here; single ones stand in hostile.jsonl, one JSON string a line.
"""

import json
from pathlib import Path

ALERT = "alert(document.domain)"
TAGS = ("img src=x", "svg", "body", "video src=x", "details open", "input autofocus", "iframe", "marquee", "a href=x", "math")
HANDLERS = ("onerror", "onload", "onfocus", "ontoggle", "onmouseover", "onanimationstart", "onpointerenter")
ENDS = ("textarea", "title", "p", "script", "style", "option", "select", "svg", "noscript", "template")
QUOTES = ("'", '"', "`", ">", "'>", '">', "-->", "]]>", '"/>')
SCHEMES = ("javascript:", "JaVaScRiPt:", "java\tscript:", "data:text/html,", "vbscript:", "file:///etc/passwd", "//evil.example/")


def corpus() -> list[str]:
    """At least 300 different texts, in a fixed order."""
    made = [f"<{tag} {handler}={ALERT}>" for tag in TAGS for handler in HANDLERS]
    made += [f"{end}<script>{ALERT}</script>" for end in (*QUOTES, *(f"</{name}>" for name in ENDS))]
    made += [f"{quote} {handler}={ALERT} x={quote}" for quote in QUOTES[:3] for handler in HANDLERS]
    made += [text for scheme in SCHEMES for text in (f"<a href='{scheme}{ALERT}'>x</a>", f"{scheme}x")]
    single = (Path(__file__).parent / "hostile.jsonl").read_text(encoding="ascii").splitlines()
    return list(dict.fromkeys([*made, *map(json.loads, single)]))
