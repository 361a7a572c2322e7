"""Photos and PDFs that belong to a report: taken in parts, checked by a child process, kept encrypted, handed out."""
