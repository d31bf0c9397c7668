"""Many recordings: finding them, and sharing them out to the processes of one machine."""
