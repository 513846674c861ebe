"""What if (假如): the same engine over changed figures, events, weights or criteria."""
