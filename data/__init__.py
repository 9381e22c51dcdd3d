"""The room of facts: the contract, intake, checks, publishing and the store of snapshots."""
