"""What a user can do: one class per subject, one method per action, one transaction per method."""
