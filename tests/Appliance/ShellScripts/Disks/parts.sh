# An MBR with two primary partitions and a logical one: ext2, swap, ext3.
disk=$1
export E2FSPROGS_FAKE_TIME=1700000000
part=$disk.part
trap 'rm -f "$part"' EXIT

truncate -s 32M "$disk"
printf 'label-id: 0x12345678\n2048,16384,83,*\n18432,8192,82\n26624,36864,5\n28672,16384,83\n' | sed '1i label: dos' | sfdisk -q "$disk"
truncate -s 8M "$part"
mke2fs -q -F -t ext2 -L BOOT -U aaaaaaaa-0000-0000-0000-000000000001 -E hash_seed=aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee -m 0 "$part"
dd if="$part" of="$disk" bs=512 seek=2048 conv=notrunc,sparse status=none
rm "$part"
truncate -s 4M "$part"
mkswap -q -L SWAP -U aaaaaaaa-0000-0000-0000-000000000002 "$part"
dd if="$part" of="$disk" bs=512 seek=18432 conv=notrunc,sparse status=none
rm "$part"
truncate -s 8M "$part"
mke2fs -q -F -t ext3 -J size=1 -L DATA -U aaaaaaaa-0000-0000-0000-000000000005 -E hash_seed=aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee,lazy_itable_init=0 -m 0 "$part"
dd if="$part" of="$disk" bs=512 seek=28672 conv=notrunc,sparse status=none
