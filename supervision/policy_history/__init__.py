"""The history of policies for whoever reads the register: every version, who made it, what changed, who has read it."""
