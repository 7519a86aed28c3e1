"""Train the heads that judge claims, on the reader's vectors and our annotation."""
