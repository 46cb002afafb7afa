"""Do the claims hold? Other seeds, other processors, changed programs."""
