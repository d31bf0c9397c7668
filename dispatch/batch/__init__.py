"""Many recordings: finding them, sharing them out to processes or a cluster, and keeping what comes back."""
