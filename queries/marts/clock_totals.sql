/*---
question = "How many cases of each clock are in each state, year by year, over all schools and the office"
answer = "one row per clock, year and state"
key = ["clock", "year", "state"]
needs = ["clocks"]
---*/
SELECT clock, year, state, count(*) AS cases
FROM clocks
GROUP BY clock, year, state
ORDER BY clock, year, state
