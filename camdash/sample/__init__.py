"""A whole synthetic survey, labelled GIẢ LẬP."""
