"""Lobby, set-up, table, curtain, hot wash, and the dialogs over them."""
