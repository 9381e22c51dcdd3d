"""Figures: functions from rows to a Plotly figure. Plain dictionaries in, no Streamlit anywhere."""
