"""What runs in the reader's browser: Streamlit components written as plain JavaScript, sent as text, with no build step."""
