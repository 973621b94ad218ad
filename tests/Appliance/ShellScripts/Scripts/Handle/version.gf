version | sed 's/: .*/:/'
