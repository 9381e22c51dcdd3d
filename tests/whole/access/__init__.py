"""Who may see what: rows by role, sign-in against a real provider, doors that stay shut."""
