namespace GuestCtl.Appliance.Tests.Hostile.TrickSystems;

/// <summary>Systems that are each made to trick inspection in one way, a partition for each; and a canary where the appliance keeps files of the same names.</summary>
public sealed class TrickSystemsFixture : GuestFixture
{
    /// <summary>What only the appliance's own files say.</summary>
    public const string Canary = "canary-of-the-appliance";

    private const int PartitionMiB = 8;

    // All that inspection reads of Linux.
    private const string LinuxPlaces = """
        etc/os-release usr/lib/os-release etc/lsb-release etc/redhat-release etc/debian_version etc/SuSE-release etc/alpine-release etc/arch-release etc/fstab
        etc/hostname etc/HOSTNAME etc/nodename etc/sysconfig/network etc/conf.d/hostname etc/rc.conf etc/passwd etc/machine-id etc/crypttab etc/mdadm.conf etc/mdadm/mdadm.conf
        etc/favicon.png bin/ls bin/bash bin/sh usr/bin/env sbin/init var/lib/dpkg/status var/lib/rpm/rpmdb.sqlite var/lib/rpm/Packages boot.ini
        """;

    private const string Hives = "Windows/System32/config/SOFTWARE Windows/System32/config/SYSTEM";

    // links DIRECTORY TARGET COUNT: very many links.
    private const string Links = "links() { seq $3 | sed \"s|.*|symlink $1/& $2|\" >> /run/later; }";

    // What is put in place of all of them.
    private static readonly string[] Replacements =
    [
        Linked("${f##*/}"),
        Linked("/dev/zero"),
        "mkfifo $places",
        "for f in $places; do mknod $f c 1 5; done",
        "truncate -s 1G $places",
        Linked("../../../../../../run/canary"),
        Linked("/proc/1/root/run/canary"),
        Linked("/proc/self/fd/0"),
        "for f in $places; do mknod $f b 8 0; done",
        "mkdir $places",
    ];

    // The first of them are what opening or reading would not come back from.
    private const int Endless = 5;

    private static readonly string[] Others =
    [
        // A link in the place of a directory of the system.
        "rm -r etc; ln -s ../../../../../../etc etc",
        "rm -r etc; ln -s /proc/1/root/etc etc",

        // File systems that are not there, or are the appliance's.
        "printf '%s\\n' '/proc/1/root /x none bind' '/run/canary /etc ext4' '/dev/sda1 /../../.. ext4' '../../dev/sda /y ext4' '/dev/vda /etc ext4' > etc/fstab; "
            + "yes '/dev/sda1 /etc ext4' | head -c 300000 >> etc/fstab",

        // Directories of very many entries, each a large file.
        "printf 'ID=arch\\n' > etc/os-release; mkdir -p var/lib/pacman/local big; truncate -s 1G big/desc; links /var/lib/pacman/local /big 1000",
        "printf 'ID=gentoo\\n' > etc/os-release; mkdir -p var/db/pkg; links /var/db/pkg . 1100",
        "printf 'ID=debian\\n' > etc/os-release; mkdir -p var/lib/dpkg/status.d; truncate -s 200M big; links /var/lib/dpkg/status.d /big 1000",

        // A socket: the kernel lets nobody make one by name.
        "printf 'ID=debian\\n' > etc/os-release; for f in etc/hostname var/lib/dpkg/status etc/favicon.png; do : > $f; echo \"set_inode_field /$f mode 0140755\" >> /run/later; done",

        // A menu that has the same directory looked for again and again.
        "rm -r etc; for i in $(seq 3000); do : > $i; echo \"multi(0)disk(0)rdisk(0)partition(1)\\\\$i\" >> boot.ini; done",
    ];

    private static readonly string[] Tricks =
    [
        .. Replacements.Select(replacement => $"places='{LinuxPlaces.ReplaceLineEndings(" ")}'; rm -f $places; {replacement}"),
        .. Replacements.Take(Endless).Select(replacement => $"rm -r etc; mkdir -p Windows/System32/config; : > Windows/System32/cmd.exe; places='{Hives}'; {replacement}"),
        .. Others,
    ];

    /// <summary>How many systems there are.</summary>
    public static int Count => Tricks.Length;

    /// <summary>The partitions whose files are all tricks.</summary>
    public static IEnumerable<string> AllReplaced => Enumerable.Range(1, Replacements.Length).Select(Partition);

    /// <summary>The partitions that look like a system for all that was replaced.</summary>
    public static IEnumerable<string> StillSystems => Enumerable.Range(1, Replacements.Length + Endless).Select(Partition);

    /// <inheritdoc/>
    protected override void AddDrives() => Guest.AddDriveScratch((Count * PartitionMiB + 4) << 20);

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Shell($"""
            set -e; exec > /run/tricks.log
            for f in canary status rpmdb.sqlite SOFTWARE SYSTEM; do printf 'ID={Canary}\nNAME={Canary}\nPRETTY_NAME={Canary}\nPackage: {Canary}\nStatus: install ok installed\nVersion: 1\n\n' > /run/$f; done
            for f in os-release hostname fstab debian_version passwd; do if [ -e /etc/$f ]; then mount --bind /run/canary /etc/$f; fi; done
            (echo label: gpt; i=0; while [ $i -lt {Count} ]; do echo size={PartitionMiB}MiB; i=$((i+1)); done) | sfdisk -q /dev/sda
            mke2fs -q -t ext4 -O ^has_journal -N 4096 {Partition(1)}; mkdir -p /tmp/t; mount {Partition(1)} /tmp/t; cd /tmp/t
            mkdir -p etc/sysconfig etc/conf.d etc/mdadm bin sbin usr/bin usr/lib var/lib/dpkg var/lib/rpm
            printf 'ID=trick\nVERSION_ID=1.0\nPRETTY_NAME=trick\n' > etc/os-release; echo trick > etc/hostname; echo '/dev/sda1 / ext4 defaults 0 0' > etc/fstab
            cd /; umount /tmp/t; dd if={Partition(1)} of=/run/trick.img bs=1M
            """);
        foreach (var (index, trick) in Tricks.Index())
        {
            Make(Partition(index + 1), trick);
        }

        return ValueTask.CompletedTask;
    }

    private static string Linked(string target) => $"for f in $places; do echo \"symlink /$f {target}\" >> /run/later; done";

    private static string Partition(int number) => $"/dev/sda{number}";

    // Paths are relative to the guest's top, and no link is made before what is below it. What is many or cannot be made by name is made
    // on the device, by one program.
    private void Make(string device, string trick) => Shell($"""
        set -e; exec > /run/tricks.log; : > /run/later
        {Links}
        dd if=/run/trick.img of={device} bs=1M; mount {device} /tmp/t; cd /tmp/t
        {trick}
        cd /; umount /tmp/t
        if [ -s /run/later ]; then debugfs -w -f /run/later {device} 2>&1; fi
        """);
}
