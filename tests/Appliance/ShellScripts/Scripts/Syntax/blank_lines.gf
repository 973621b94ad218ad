echo first

   
	
echo last
