/*---
question = "Which place has a clock among the clocks"
answer = "1 for the first clock of the contract's list; empty for a code that is no clock"
arguments = ["clock"]
---*/
(SELECT list_position(string_split(allowed, '; '), clock) FROM dictionary WHERE table_name = 'deadlines' AND column_name = 'clock')
