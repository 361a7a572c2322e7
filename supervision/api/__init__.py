"""What programs do with the conversation, the queue and the register: the same acts and checks as the pages."""
