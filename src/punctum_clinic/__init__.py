"""The clinic: the web application in which a practice works and to which patients come on their own phone."""
