"""What the link stage learns: how rare words are in general news, and what makes two reports one event."""
