"""What the pages are made of: the only streamlit code below them."""
