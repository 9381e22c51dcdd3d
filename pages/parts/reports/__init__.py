"""The blocks of the yearly reports: the years as bars, schools by year, communes, reminders."""
