using System.Globalization;

namespace GuestCtl.Cli.Shell.Startup;

/// <summary>What --help and --version print.</summary>
internal static class HelpText
{
    private const string Text = """
        guestfish: a shell for the file systems of virtual machines, part of GuestCtl

        Usage:
          guestfish [--options] [command [: command ...]]

        Disks:
          -a, --add FILE|URI        use a disk image, a block device or a disk elsewhere
              --format[=raw|..]     the format of the images that follow; without a value: look
              --blocksize[=512|4096]  the sector size of the images that follow
              --allow-referenced-files  images may refer to other files of this machine
          -N, --new [FILE=]TYPE     make a disk (test1.img ...); -N help lists the types
          -d, --domain NAME         the disks of a machine of libvirt
          -c, --connect URI         where -d looks
          -r, --ro                  never write to the images of -a, and mount read-only
          -w, --rw                  write to them

        Mounting:
          -i, --inspector           find the operating system, and mount what it mounts
          -m, --mount DEV[:DIR[:OPTIONS[:TYPE]]]  mount a file system, on / unless said otherwise
              --key ID:key:TEXT     the key of an encrypted device; also ID:file:NAME
              --keys-from-stdin     read keys from the standard input, one on a line
              --echo-keys           show keys while they are typed
          -n, --no-sync             do not unmount and write out at the end
              --network             give the appliance a network

        Commands:
          -f, --file FILE           read commands from a file
          -h, --cmd-help [COMMAND]  list the commands, or tell about one
              --listen, --csh       wait in the background for commands of others; for csh
              --remote[=PID]        send commands to such a shell
              --pipe-error          a command fails if the program it is piped into ends early
              --progress-bars, --no-progress-bars
              --no-dest-paths       do not complete paths of the guest
              --selinux             has no effect
          -x                        trace the calls
          -v, --verbose             say all that goes on
          -V, --version
              --help

        """;

    public static bool Options(ShellSession session)
    {
        session.Output.Text(Text);
        return true;
    }

    public static bool Version(ShellSession session)
    {
        var version = session.Guest.Version();
        session.Output.Line(string.Create(CultureInfo.InvariantCulture, $"{ShellSession.Name} {version.Major}.{version.Minor}.{version.Release}"));
        return true;
    }
}
