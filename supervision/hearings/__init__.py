"""The right of reply: whoever is named in a report is heard before any outcome about her, and reads nothing but the question."""
