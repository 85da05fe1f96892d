"""The session in lines of text: for screen readers, odd terminals and scripts."""
