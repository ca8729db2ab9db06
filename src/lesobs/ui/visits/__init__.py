"""The list of lesson visits, planning one, and the report of one."""
