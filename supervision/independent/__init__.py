"""The independent contact at work: invited, accepted with a key of her own, and handed what nobody inside may answer."""
