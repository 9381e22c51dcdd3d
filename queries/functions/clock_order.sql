/*---
question = "What is the position of a clock in the list of clocks"
answer = "1 for the first clock of the contract's list; empty for an unknown clock"
arguments = ["clock"]
---*/
(SELECT list_position(string_split(allowed, '; '), clock) FROM dictionary WHERE table_name = 'deadlines' AND column_name = 'clock')
