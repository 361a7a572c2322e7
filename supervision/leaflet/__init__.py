"""The leaflet for clients: one page of what is published, as a PDF in six languages."""
