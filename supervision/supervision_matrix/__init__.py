"""The supervision matrix for whoever reads the register: who sits together how often, what is due. Never what is said there."""
