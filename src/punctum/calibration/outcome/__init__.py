"""The synthesis of outcomes fitted to the arms of published studies."""
