"""Small things stay small: thanked for, resolved and closed from one page, in one press."""
