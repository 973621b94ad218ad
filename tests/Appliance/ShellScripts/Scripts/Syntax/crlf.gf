echo one
echo two three
echo "quoted"

# comment
echo end
