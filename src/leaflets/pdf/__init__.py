"""How a tagged PDF is written: PDF/UA-1 and PDF/A-2a in one file. Nothing here has heard of leaflets."""
