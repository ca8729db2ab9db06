"""This file is the page of one cycle, as a loop from the visits it came from to the looks that follow."""
