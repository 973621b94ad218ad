echo before
bogus
echo never reached
