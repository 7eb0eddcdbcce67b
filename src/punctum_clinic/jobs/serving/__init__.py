"""The processes of a running clinic: a parent, the web server and a worker."""
