"""Under a reply the reporter says in one tap whether it has understood her; “not quite” sets the clock going again."""
