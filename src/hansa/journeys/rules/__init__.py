"""Pure parts of the stories that cross apps: what a certificate asks for, who is invented, what a table says."""
