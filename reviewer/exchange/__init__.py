"""Several laptops, one case: identities, signed packets, a shared folder, a PostgreSQL server. Bytes in and out; no case file."""
