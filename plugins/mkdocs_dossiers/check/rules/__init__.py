"""The rules of the gate, one file each: the folder listing is what the gate insists on."""
