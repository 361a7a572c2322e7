"""Settings, addresses and what every response has in common. Knows all rooms; nobody imports it."""
