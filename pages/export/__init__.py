"""The blocks of the export: what is picked, what will be inside, the button and what came of it."""
