"""A city's way in: ordered in the operators' console, made by tenants.provisioning."""
