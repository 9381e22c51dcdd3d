"""What pages are made of: filters, answers, figures, tables, words and the frame around them."""
