# What inspection takes for a Debian: a root and a /home that fstab names, in partitions.
disk=$1
export E2FSPROGS_FAKE_TIME=1700000000
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/os-release" <<'END'
PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
ID=debian
END
echo 12.5 >"$work/debian_version"
echo tester >"$work/hostname"
printf '/dev/sda1 / ext4 defaults 0 1\nUUID=cccccccc-0000-0000-0000-000000000002 /home ext4 defaults 0 2\n' >"$work/fstab"
printf 'Package: tiny\nStatus: install ok installed\nVersion: 1:2.3-4\nArchitecture: amd64\nDescription: a tiny package\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1\nArchitecture: all\n\n' >"$work/status"
{
    for directory in /bin /boot /dev /etc /home /lib /proc /root /sbin /sys /tmp /usr /usr/bin /usr/lib /usr/share /var /var/lib /var/lib/dpkg /var/log; do
        echo "mkdir $directory"
    done
    for file in os-release debian_version hostname fstab; do
        echo "write $work/$file /etc/$file"
    done
    echo "write $work/status /var/lib/dpkg/status"
} >"$work/commands"

truncate -s 40M "$disk"
printf 'label: dos\nlabel-id: 0xcafe0001\n2048,49152,83\n51200,16384,83\n' | sfdisk -q "$disk"
make() { # partition's file, size, label, uuid
    truncate -s "$2" "$1"
    mke2fs -q -F -t ext4 -b 1024 -L "$3" -U "$4" -E hash_seed=aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee,lazy_itable_init=0 -m 0 "$1"
}
make "$work/root" 24M SYSTEM cccccccc-0000-0000-0000-000000000001
debugfs -w -f "$work/commands" "$work/root" >"$work/log" 2>&1
make "$work/home" 8M PEOPLE cccccccc-0000-0000-0000-000000000002
dd if="$work/root" of="$disk" bs=512 seek=2048 conv=notrunc,sparse status=none
dd if="$work/home" of="$disk" bs=512 seek=51200 conv=notrunc,sparse status=none
