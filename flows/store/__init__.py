"""The data set: Parquet, state, locks and history in a folder or an object store."""
