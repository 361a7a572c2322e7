"""What an organisation tells everybody about its service, without signing in: rendered from what is published, never a copy."""
