"""What programs read of what is promised: protocols, kinds of event, directory."""
