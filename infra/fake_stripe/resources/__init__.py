"""What can be asked of the account: one noun a module, one function a request."""
