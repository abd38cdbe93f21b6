"""The publishers' own documents, downloaded from the addresses in the register, politely and safely."""
