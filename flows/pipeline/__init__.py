"""A drop to its result: the whole of taiyaku as one plain function, without Prefect and without a store."""
