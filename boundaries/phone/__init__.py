"""The installed app on a phone: its manifest, its service worker, its shell, and what it carries in its pocket."""
