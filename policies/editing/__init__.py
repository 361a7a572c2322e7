"""The next wording: written, checked, proposed, approved and published."""
