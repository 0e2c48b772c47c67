"""What is worked out in a thread while nobody waits for it."""
