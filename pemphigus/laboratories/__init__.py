"""What each laboratory computes from the claims, ready to be drawn on paper or in the browser."""
