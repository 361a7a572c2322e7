"""Telling other programs that something happened: whom, by which signature, and past which walls."""
