"""Many leaflets, safely: runs over clinics that can be killed and begun again, their memory, and print runs."""
