"""Five kinds of contact (CS.8): each labels the one contact, never a person, and changes what is asked and shown."""
