"""The checks of `keyroom doctor`, a subject each; they yield findings and change nothing."""
