#: run guestfish -n get-autosync; guestfish --no-sync get-autosync; guestfish get-autosync
