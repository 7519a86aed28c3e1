"""What the commands do: each a plain function that returns the exit code."""
