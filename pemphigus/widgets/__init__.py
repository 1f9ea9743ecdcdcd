"""What a learner sees and touches: accessible controls, and the teaching widgets composed of them."""
