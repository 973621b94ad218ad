# A GPT with two partitions, all identities fixed; an ext4 file system on the second.
disk=$1
export E2FSPROGS_FAKE_TIME=1700000000
part=$disk.part
trap 'rm -f "$part"' EXIT

truncate -s 24M "$disk"
sfdisk -q "$disk" <<'END'
label: gpt
label-id: 01234567-89AB-CDEF-0123-456789ABCDEF
start=2048, size=4096, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=11111111-0000-0000-0000-000000000001, name="EFI System", attrs="RequiredPartition"
start=6144, size=32768, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, uuid=11111111-0000-0000-0000-000000000002, name="root", attrs="LegacyBIOSBootable"
END
truncate -s 16M "$part"
mke2fs -q -F -t ext4 -L ROOT -U bbbbbbbb-0000-0000-0000-000000000002 -E hash_seed=aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee,lazy_itable_init=0 -m 0 "$part"
dd if="$part" of="$disk" bs=512 seek=6144 conv=notrunc,sparse status=none
