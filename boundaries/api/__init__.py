"""What programs do with reports: the same acts and checks as the pages, said as JSON."""
