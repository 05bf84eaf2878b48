"""What `make bench` measures: each figure beside its limit or its peer, in one run on one machine."""
