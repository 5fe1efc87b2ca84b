"""Which inputs matter, and how likely tissue is dead or a nerve covered."""
