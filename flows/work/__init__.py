"""What a run does: drops found, what is stale planned, each release normalized by a worker process."""
