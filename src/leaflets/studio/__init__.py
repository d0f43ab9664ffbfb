"""The studio: a leaflet's pages and words in the browser, on this machine, for people who open no terminal."""
