echo a |
-echo a | |
| cat
