"""What we promise: policies and protocols in versions, event types, directory, service standard, wording."""
