"""All runs."""

import streamlit as st

st.title("Your runs")
