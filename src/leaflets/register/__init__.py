"""The register: which leaflets were published, superseded and withdrawn, and which are due. Nothing about patients."""
