"""Log lines without personal text: time, level, logger and message, one line each."""

import logging


class LineFormatter(logging.Formatter):
    """One line per record; line breaks in a message cannot forge another line."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record):
        return super().format(record).replace("\r", "\\r").replace("\n", "\\n ")
