"""What is true: the contract, intake, checks, publishing and the snapshot store."""
