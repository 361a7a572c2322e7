"""What leaves with every bundle, and runs where there is no Doorstep."""
