"""What keys do that asks for something first: each asks, tells what follows, and acts through its screen."""
