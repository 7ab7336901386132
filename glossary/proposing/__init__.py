"""What the numbers taught, put before a person, and what that person decides."""
