"""The five kinds of block that a record is made of; templates/pdf/record.html prints exactly these."""


def facts(*pairs):
    """Label and value side by side; pairs without a value are left out."""
    rows = [{"label": str(name), "value": str(value)} for name, value in pairs if value not in ("", None)]
    return [{"kind": "facts", "rows": rows}] if rows else []


def quote(said):
    """What somebody said, in their own words; nothing when nothing was said."""
    return [{"kind": "quote", **said}] if said["text"].strip() else []


def prose(label, said):
    return [{"kind": "prose", "label": str(label), **said}] if said["text"].strip() else []


def steps(rows):
    return [{"kind": "steps", "rows": rows}]


def entries(rows):
    """Dated contributions: when, who, what, and its parts."""
    return [{"kind": "entries", "rows": rows}] if rows else []


def history(rows):
    return [{"kind": "history", "rows": rows}] if rows else []


def remark(text):
    return [{"kind": "remark", "remark": str(text)}]
