"""Result against Page: everything that can be wrong."""
