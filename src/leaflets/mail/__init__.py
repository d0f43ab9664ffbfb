"""Messages, safely: who gets which leaflet, each once."""
