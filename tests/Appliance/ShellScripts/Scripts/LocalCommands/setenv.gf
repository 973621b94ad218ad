!echo "[$FRUIT]"
setenv FRUIT apple
!echo "[$FRUIT]"
setenv FRUIT "two words"
!echo "[$FRUIT]"
setenv FRUIT ""
!echo "[$FRUIT]"
unsetenv FRUIT
!echo "[${FRUIT-unset}]"
unsetenv FRUIT
-setenv FRUIT
-setenv A=B c
-setenv "" c
-setenv a b c
-unsetenv
-unsetenv A=B
-unsetenv ""
echo end
