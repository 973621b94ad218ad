<! echo echo from inline
<!printf 'echo a\necho b\n'
<! for n in 1 2 3; do echo echo $n; done
<! true
<! echo '# comment'; echo; echo 'echo after'
<! echo '!echo nested'
-<! echo bogus
echo not reached
