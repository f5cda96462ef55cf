"""What the speed is, beside other tools in the same run: `make bench`."""
