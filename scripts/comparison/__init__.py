"""The parts of `scripts/same_output.py`: commands, a driver for one version, readers of outputs, differences."""
