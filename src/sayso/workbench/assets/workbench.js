// Built from front/; see there.
