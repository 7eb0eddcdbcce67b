"""The same delivery without compiled loops: for few holes quicker than loading what is compiled."""
