"""The demo organisation: its people, clients and stories, told through the same door as everything real."""
