"""Values → references → points → aggregate → adjust → grade → rank → boards; pure functions."""
