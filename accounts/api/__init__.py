"""What every address of the REST API has in common: who may, how JSON comes in, how a refusal is said, sending once."""
