#: args -a files.img -m /dev/sda
#: disk files.img
#: after tar tf many.tar | sort; tar tzf many.tgz | wc -l; ls
tar-out /many many.tar
tar-out /many many.tgz compress:gzip
tar-out /many - | tar tf - | sort
tar-out /many x.tar "excludes:file1* file2*"
!tar tf x.tar | sort
tar-in many.tar /empty
ls /empty
tar-in many.tgz /tmp compress:gzip
ls /tmp
-tar-in missing.tar /tmp
-tar-in many.tar /none
-tar-out /none x
-tar-out /etc/passwd x.none
