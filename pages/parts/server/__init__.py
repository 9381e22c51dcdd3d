"""The server itself: `health` says whether figures can be read, `logs` how its log lines look."""
