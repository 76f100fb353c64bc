"""What readers and editors send: forms that turn parameters into values, or say what was expected."""
