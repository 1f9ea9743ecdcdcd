"""Questions, scores and the learner's progress, as plain Python."""
