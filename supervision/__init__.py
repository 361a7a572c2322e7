"""How it is answered: home, queue, the incident's page, conversation, obligations, notices, exports."""
