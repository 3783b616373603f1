// Lets the compiler take functions without body, which go:linkname finds elsewhere.
