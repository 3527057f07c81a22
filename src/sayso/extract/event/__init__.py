"""What can name an event, and which of those words do."""
