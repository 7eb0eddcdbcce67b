"""Arms of clinical studies, predicted from their design alone and held against what they print."""
