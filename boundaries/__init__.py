"""What happened: clients, incidents and their answers, who may see and do what, the guided form."""
