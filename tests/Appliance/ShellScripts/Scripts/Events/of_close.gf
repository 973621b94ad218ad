#: run printf 'event x close "echo closed: $EVENT"\necho before\n' | guestfish
#: run printf 'event x close "echo closed once"\nreopen\nlist-events\necho after\n' | guestfish
