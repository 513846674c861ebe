"""Questions about results: why, what if, what would it take, what moved. Pure functions over runs."""
