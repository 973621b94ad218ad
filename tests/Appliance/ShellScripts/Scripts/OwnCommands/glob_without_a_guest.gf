-glob
glob echo a b
glob echo "a*"
glob bogus x
