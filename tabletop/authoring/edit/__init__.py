"""A deck while somebody writes in it: outline, completion, renaming, drafts."""
