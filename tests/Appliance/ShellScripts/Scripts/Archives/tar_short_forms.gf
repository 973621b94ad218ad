#: args -a files.img -m /dev/sda
#: disk files.img
tgz-out /many a.tgz
txz-out /many a.txz
!tar tzf a.tgz | sort; tar tJf a.txz | wc -l
mkdir /one
tgz-in a.tgz /one
mkdir /two
txz-in a.txz /two
ls /one
find /two
download /data/tree.tar tree.tar
tar-in tree.tar /empty
ll /empty | grep -v total | awk '{print $1, $3, $4, $5, $NF}'
-txz-in missing /two
tar-out /many out.tar numericowner:true
!tar tvf out.tar --numeric-owner | awk '{print $1,$2}' | sort -u
