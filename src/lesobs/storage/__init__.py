"""The school file: tables, opening and encrypting, migrations, backup."""
