/*---
question = "Is a position in the country"
answer = "true within the rectangle around Vietnam and its islands, from Phú Quốc to Hoàng Sa and Trường Sa; false outside, for instance for zeros and for swapped latitude and longitude; empty if one of the two is"
arguments = ["latitude", "longitude"]
---*/
latitude BETWEEN 6.5 AND 23.5 AND longitude BETWEEN 102 AND 117.5
