/*---
question = "Does a position lie in the country"
answer = "true within the rectangle around Vietnam and its islands, from Phú Quốc to Hoàng Sa and Trường Sa; false beyond it, as zeros and latitudes exchanged for longitudes are; empty where either is"
arguments = ["latitude", "longitude"]
---*/
latitude BETWEEN 6.5 AND 23.5 AND longitude BETWEEN 102 AND 117.5
