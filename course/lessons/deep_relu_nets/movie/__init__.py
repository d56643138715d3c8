"""The live figure: a net that is trained anew at every move of a control."""
