"""Evidence: event chains, the one door for every act, the outbox, verification. Knows people only as ids."""
