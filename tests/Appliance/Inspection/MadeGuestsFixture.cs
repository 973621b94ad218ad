using System.Runtime.CompilerServices;

namespace GuestCtl.Appliance.Tests.Inspection;

/// <summary>Small systems of several distributions on empty drives, made in the appliance.</summary>
public sealed class MadeGuestsFixture : GuestFixture
{
    private const int MiB = 1 << 20;

    /// <summary>Where the appliance keeps the RPM databases that were made from the fixture.</summary>
    public const string RpmDirectory = "/tmp/rpm";

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        // sda: partitions of many kinds. sdb, sdc: btrfs. sdd: a whole disk.
        Guest.AddDriveScratch(700 * MiB);
        Guest.AddDriveScratch(300 * MiB);
        Guest.AddDriveScratch(300 * MiB);
        Guest.AddDriveScratch(64 * MiB);
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Databases();
        Partitions();
        Lvm();
        Alpine();
        Hostile();
        FedoraOnBtrfs();
        SuseOnBtrfs();
        Arch();
        Shell("sync");
        return ValueTask.CompletedTask;
    }

    private static string Fixture(string name, [CallerFilePath] string source = "")
        => Convert.ToBase64String(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "Daemon", "Inspection", "Fixtures", name)));

    // The same packages in two formats, the second one made by the appliance's own rpm.
    private void Databases() => Shell($"""
        set -e
        mkdir -p {RpmDirectory}/sqlite {RpmDirectory}/ndb
        echo {Fixture("rpmdb.sqlite.gz")} | base64 -d | gunzip > {RpmDirectory}/sqlite/rpmdb.sqlite
        rpmdb --dbpath {RpmDirectory}/sqlite --exportdb > {RpmDirectory}/headers
        rpmdb --dbpath {RpmDirectory}/ndb --define '_db_backend ndb' --importdb < {RpmDirectory}/headers
        """);

    private void Partitions() => Shell("""
        set -e
        printf 'label: gpt\nsize=16MiB\nsize=300MiB\nsize=32MiB\nsize=64MiB\nsize=16MiB\nsize=16MiB\nsize=16MiB, name="swap space"\n' | sfdisk -q /dev/sda
        mke2fs -q -t ext2 -L ubuntu-boot -U 11111111-1111-1111-1111-111111111111 /dev/sda1
        mke2fs -q -t ext4 -L data /dev/sda5
        dd if=/dev/urandom of=/dev/sda6 bs=1M count=1 2>/dev/null
        mke2fs -q -t ext4 /dev/sda6 && dd if=/dev/urandom of=/dev/sda6 bs=1k seek=2 count=64 conv=notrunc 2>/dev/null
        mkswap -q -L swapspace /dev/sda7
        """);

    // /usr and /var are volumes of their own, and what tells the system is on them.
    private void Lvm() => Shell("""
        set -e
        lvm pvcreate -q /dev/sda2; lvm vgcreate -q ubuntu-vg /dev/sda2
        for lv in root usr var; do lvm lvcreate -q -y -L 64M -n $lv ubuntu-vg; mke2fs -q -t ext4 /dev/ubuntu-vg/$lv; done
        mkdir -p /tmp/u; mount /dev/ubuntu-vg/root /tmp/u; mkdir -p /tmp/u/usr /tmp/u/var /tmp/u/etc /tmp/u/boot
        mount /dev/ubuntu-vg/usr /tmp/u/usr; mount /dev/ubuntu-vg/var /tmp/u/var
        mkdir -p /tmp/u/usr/bin /tmp/u/usr/lib /tmp/u/var/lib/dpkg
        ln -s usr/bin /tmp/u/bin; cp /bin/true /tmp/u/usr/bin/ls; ln -s ../usr/lib/os-release /tmp/u/etc/os-release
        printf 'PRETTY_NAME="Ubuntu 22.04.3 LTS"\nVERSION_ID="22.04"\nID=ubuntu\nID_LIKE=debian\n' > /tmp/u/usr/lib/os-release
        printf 'Package: a\nStatus: install ok installed\nVersion: 1:2-3\nArchitecture: amd64\n\n' > /tmp/u/var/lib/dpkg/status
        echo jammy > /tmp/u/etc/hostname
        printf '/dev/mapper/ubuntu--vg-root / ext4 defaults 0 1\nUUID=11111111-1111-1111-1111-111111111111 /boot ext2 defaults 0 2\n/dev/disk/by-id/dm-uuid-%s /usr ext4 defaults 0 2\n/dev/disk/by-id/dm-name-ubuntu--vg-var /var ext4 defaults 0 2\nPARTLABEL=swap\\040space none swap sw 0 0\n/dev/vda5 /srv/data ext4 noauto 0 0\n/swap.img none swap sw 0 0\n' "$(dmsetup info -c --noheadings -o uuid ubuntu--vg-usr)" > /tmp/u/etc/fstab
        umount /tmp/u/var /tmp/u/usr /tmp/u
        """);

    private void Alpine() => Shell("""
        set -e
        mke2fs -q -t ext4 /dev/sda3; mount /dev/sda3 /tmp/u; mkdir -p /tmp/u/etc /tmp/u/bin /tmp/u/lib/apk/db
        printf 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.18.4\nPRETTY_NAME="Alpine Linux v3.18"\n' > /tmp/u/etc/os-release
        cp /bin/true /tmp/u/bin/busybox; ln -s /bin/busybox /tmp/u/bin/ls; echo alpine > /tmp/u/etc/hostname
        printf 'P:musl\nV:1.2.4-r1\nA:x86_64\n\n' > /tmp/u/lib/apk/db/installed
        printf '/dev/vda3 / ext4 rw 0 1\n' > /tmp/u/etc/fstab
        umount /tmp/u
        """);

    // Everything that could make a reader hang, run out of memory or leave the guest.
    private void Hostile() => Shell("""
        set -e
        mke2fs -q -t ext4 -e panic /dev/sda4; mount /dev/sda4 /tmp/u; mkdir -p /tmp/u/etc /tmp/u/bin /tmp/u/var/lib/dpkg /tmp/u/usr/share/pixmaps
        echo ID=debian > /tmp/u/etc/os-release; truncate -s 1G /tmp/u/etc/os-release
        ln -s /proc/1/root/etc/hostname /tmp/u/etc/hostname; mkfifo /tmp/u/etc/debian_version; mknod /tmp/u/etc/lsb-release c 1 5; ln -s redhat-release /tmp/u/etc/redhat-release
        printf '\177ELF\2\1' > /tmp/u/bin/ls; mkfifo /tmp/u/bin/bash; mknod /tmp/u/etc/favicon.png b 8 0
        truncate -s 4G /tmp/u/var/lib/dpkg/status
        ln -s /dev/sda /tmp/u/usr/share/pixmaps/debian-logo.png
        printf '/dev/sda4 / ext4 defaults\n/dev/sda4 /usr ext4\n/dev/sda4 /usr/share ext4\n/dev/sda4 /var/../../etc ext4\n/ /proc none bind\n/dev/vdz99 /x ext4\n' > /tmp/u/etc/fstab
        i=0; while [ $i -lt 10000 ]; do echo "UUID=nonsense-$i /d$i ext4 defaults 0 0"; i=$((i+1)); done >> /tmp/u/etc/fstab
        printf '/dev/sda5 /a\\012b\\033[m\377 ext4\n' >> /tmp/u/etc/fstab
        head -c 1000000 /dev/zero | tr '\0' x >> /tmp/u/etc/fstab
        umount /tmp/u
        """);

    private void FedoraOnBtrfs() => Shell($$"""
        set -e
        modprobe btrfs; mkfs.btrfs -q -U 22222222-2222-2222-2222-222222222222 /dev/sdb; mount /dev/sdb /tmp/u
        btrfs -q subvolume create /tmp/u/root; btrfs -q subvolume create /tmp/u/home
        r=/tmp/u/root; mkdir -p $r/etc $r/usr/bin $r/usr/lib/sysimage $r/var/lib; ln -s usr/bin $r/bin; cp /bin/true $r/usr/bin/bash
        printf 'NAME="Fedora Linux"\nID=fedora\nVERSION_ID=39\nPRETTY_NAME="Fedora Linux 39"\n' > $r/etc/os-release
        cp -r {{RpmDirectory}}/sqlite $r/usr/lib/sysimage/rpm; ln -s ../../usr/lib/sysimage/rpm $r/var/lib/rpm
        printf 'UUID=22222222-2222-2222-2222-222222222222 / btrfs subvol=root,compress=zstd:1 0 0\nUUID=22222222-2222-2222-2222-222222222222 /home btrfs subvol=home 0 0\n' > $r/etc/fstab
        btrfs -q subvolume snapshot -r $r /tmp/u/before-update
        umount /tmp/u
        """);

    // The root is a subvolume that is mounted by default; fstab mounts another by its number.
    private void SuseOnBtrfs() => Shell($$"""
        set -e
        mkfs.btrfs -q -U 33333333-3333-3333-3333-333333333333 /dev/sdc; mount /dev/sdc /tmp/u
        btrfs -q subvolume create /tmp/u/@; btrfs -q subvolume create /tmp/u/@/home; mkdir -p /tmp/u/@/.snapshots/1; btrfs -q subvolume create /tmp/u/@/.snapshots/1/snapshot
        r=/tmp/u/@/.snapshots/1/snapshot; mkdir -p $r/etc $r/usr/bin $r/usr/lib/sysimage; ln -s usr/bin $r/bin; cp /bin/true $r/usr/bin/bash
        printf 'NAME="openSUSE Leap"\nVERSION="15.5"\nID="opensuse-leap"\nVERSION_ID="15.5"\nPRETTY_NAME="openSUSE Leap 15.5"\n' > $r/etc/os-release
        cp -r {{RpmDirectory}}/ndb $r/usr/lib/sysimage/rpm
        home=$(btrfs subvolume list /tmp/u | sed -n 's/^ID \([0-9]*\) .*path @\/home$/\1/p')
        printf "UUID=33333333-3333-3333-3333-333333333333 / btrfs defaults 0 0\nUUID=33333333-3333-3333-3333-333333333333 /home btrfs subvolid=$home 0 0\n" > $r/etc/fstab
        btrfs subvolume set-default $r
        mkdir -p /tmp/u/@/.snapshots/2; btrfs -q subvolume snapshot $r /tmp/u/@/.snapshots/2/snapshot
        umount /tmp/u
        """);

    private void Arch() => Shell("""
        set -e
        mke2fs -q -t ext4 -L arch_root /dev/sdd; mount /dev/sdd /tmp/u; mkdir -p /tmp/u/etc /tmp/u/usr/bin /tmp/u/var/lib/pacman/local/linux-6.6.1.arch1-1 /tmp/u/boot
        ln -s usr/bin /tmp/u/bin; cp /bin/true /tmp/u/usr/bin/bash
        printf 'NAME="Arch Linux"\nPRETTY_NAME="Arch Linux"\nID=arch\nBUILD_ID=rolling\n' > /tmp/u/etc/os-release
        printf '%%NAME%%\nlinux\n\n%%VERSION%%\n6.6.1.arch1-1\n\n%%ARCH%%\nx86_64\n' > /tmp/u/var/lib/pacman/local/linux-6.6.1.arch1-1/desc
        printf 'LABEL=arch_root / ext4 rw,relatime 0 1\n' > /tmp/u/etc/fstab
        mkdir -p /tmp/i/bin; cp /bin/true /tmp/i/bin/sh; (cd /tmp/i && find . | cpio -o -H newc 2>/dev/null) > /tmp/initrd
        for z in gzip xz zstd bzip2 lzop; do $z -c < /tmp/initrd > /tmp/u/boot/initrd.$z; done
        printf '#!/bin/sh\n' > /tmp/u/usr/bin/script
        umount /tmp/u
        """);
}
