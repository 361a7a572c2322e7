"""How every benchmark prints: a table for people, then one RESULT line per figure for whoever judges it."""


class Results:
    """Figures with their bounds, in the order in which they were found."""

    def __init__(self, title):
        self.title = title
        self.rows = []
        self.figures = []

    def row(self, name, value):
        """A measured value for the table, as it should read."""
        self.rows.append((name, str(value)))

    def figure(self, name, value, bound, at_most=True):
        """A figure that is judged: at most (or at least) the bound."""
        held = value <= bound if at_most else value >= bound
        self.figures.append((name, value, f"{'<=' if at_most else '>='}{bound:g}", "ok" if held else "short"))

    def close(self):
        """Print everything; the exit code is 1 when a figure falls short."""
        width = max((len(name) for name, _ in self.rows), default=0)
        print(self.title, "-" * len(self.title), sep="\n")
        for name, value in self.rows:
            print(f"{name:<{width}}  {value}")
        print()
        for name, value, bound, verdict in self.figures:
            print(f"RESULT {name} {value:.2f} {bound} {verdict}")
        return int(any(verdict == "short" for *_, verdict in self.figures))
