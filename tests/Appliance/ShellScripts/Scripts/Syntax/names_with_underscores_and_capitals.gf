get_memsize
get-memsize
-Get-Memsize
-GET_MEMSIZE
-get-Memsize
-ECHO x
echo end
