"""The client's voice: where it is safe she, or whom she chose, is asked; her words become part of the record."""
