"""The blocks of resources: funds by source, services in use, the network in the communes."""
