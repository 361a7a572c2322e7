"""The record of an incident as a document: gathered, typeset in a child process, stored by its content."""
