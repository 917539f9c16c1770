"""Read and check the declared models: everything the engine decides by, as reviewed YAML."""
