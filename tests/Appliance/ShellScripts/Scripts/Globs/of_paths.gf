#: args -a files.img -m /dev/sda
#: disk files.img
#: differs glob(3) marks the directory / with a second slash; ours does not
mkdir-p /t/a/b/c
mkdir-p /t/a2/b/c2
mkdir-p /t/.hidden/b
touch /t/a/one
touch /t/a/.two
touch /t/a/b/deep
touch /t/a/b/c/deeper
touch "/t/with space"
touch "/t/star*"
touch "/t/question?"
touch "/t/[x]"
touch "/t/back\\slash"
touch "/t/{a,b}"
touch /t/x
touch /t/Y
ln-s a /t/link
ln-s nowhere /t/dangling
glob echo /t/*
glob echo /t/.*
glob echo /t/a*
glob echo /t/a*/b*/c*
glob echo /t/a*/b
glob echo /*/a/*
glob echo /t*/a*/b*
glob echo /t/*/b
glob echo /t/**
glob echo /t/**/deep
glob echo /t/**/b
glob echo /**
glob echo /t/?
glob echo /t/[xY]
glob echo /t/[!x]
glob echo /t/[^x]
glob echo /t/[a-z]
glob echo /t/[[:upper:]]
glob echo /t/[[]x]
glob echo /t/[
glob echo /t/[x
glob echo '/t/\[x]'
glob echo '/t/star\*'
glob echo '/t/question\?'
glob echo '/t/\x'
glob echo '/t/back\\slash'
glob echo '/t/back*slash'
glob echo '/t/no\*thing'
glob echo /t/{a,a2}
glob echo /t/{a,b}
glob echo /t/{a,a2}/*
glob echo "/t/with*"
glob echo '/t/with space'
glob echo /t/with" sp"*
glob echo /t/l*
glob echo /t/link/*
glob echo /t/d*
glob echo /t/*/
glob echo /t/a/
glob echo /t/a/*/
glob echo /t//a*
glob echo /t/./a*
glob echo /t/a/../a*
glob echo /
glob echo /*
glob echo //
glob echo ~/x*
glob echo '~/x'
glob echo /none/*/none /t/x
glob echo /t/a* /t/[xY] end
glob echo t/*
glob echo *
glob echo ""
-glob -echo /t/x
-glob cat /t/a* /x
glob glob echo /t/[xY]
