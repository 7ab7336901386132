"""The Prefect flow, its server, and `taiyaku up`."""
