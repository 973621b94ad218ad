<! echo exit; echo echo c
echo reached
