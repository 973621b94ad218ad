#: mask ^/root$ => ROOT
#: run printf 'echo ~\necho ~/file\necho a~ b\necho "~" \047~\047\n' | guestfish | sed "s#$HOME#HOME#g"
#: run printf 'echo ~root\necho ~root/x\n' | guestfish
#: run printf 'echo ~nosuchuser/x\necho ~nosuchuser\necho ~~\n' | guestfish
#: run unset HOME; printf 'echo ~daemon/x\n' | guestfish
