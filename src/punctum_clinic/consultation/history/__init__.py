"""The patient file as forms: what may be written, how it is typed, and how it is read again."""
