"""One file for each myth: what is believed, who says what, and the runs that let the model answer."""
