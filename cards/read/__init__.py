"""Pages and labs read: Page, Card, Program. Imports nothing else of the engine."""
