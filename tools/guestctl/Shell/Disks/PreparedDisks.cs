using GuestCtl.Cli.Shell.Output;
using GuestCtl.Cli.Shell.Startup;
using GuestCtl.Cli.Shell.Syntax;
using GuestCtl.Compatibility;

namespace GuestCtl.Cli.Shell.Disks;

/// <summary>-N: makes the disks, and fills them once the appliance runs.</summary>
internal static class PreparedDisks
{
    /// <summary>Checks the type of a disk.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static PreparedDiskType Find(string text)
        => PreparedDiskType.All.FirstOrDefault(type => type.Name == text.Split(':')[0]) ?? throw new UsageException(
            $"guestfish: -N parameter ‘{text}’: no such prepared disk image known.\nUse 'guestfish -N help' to list possible values for the -N parameter.");

    /// <summary>Makes the image and adds it.</summary>
    /// <exception cref="UsageException">It cannot be made.</exception>
    public static void Create(ShellSession session, DriveOption.Prepared disk)
    {
        try
        {
            DiskFiles.Create(session.Guest, disk.File, new PreparedDiskPlan(Find(disk.Type), disk.Type, "")["size"], isSparse: true);
        }
        catch (Exception e) when (e is GuestOperationException or ShellSyntaxException)
        {
            Report(session, e);
            throw Failure(disk, "failed to allocate disk", "");
        }
    }

    /// <summary>Partitions and formats a prepared disk.</summary>
    /// <exception cref="UsageException">A step failed.</exception>
    public static void Fill(ShellSession session, DriveOption.Prepared disk, string device)
    {
        foreach (var step in Steps(disk, device))
        {
            var command = session.Commands.Find(step.Command[0])
                ?? throw Failure(disk, step.Failure, $": this version of GuestCtl has no {step.Command[0]} yet; make the disk with other tools and open it with -a");
            try
            {
                if (!command.Run(session, step.Command[0], [.. step.Command.Skip(1)]))
                {
                    throw Failure(disk, step.Failure, "");
                }
            }
            catch (GuestOperationException e)
            {
                Report(session, e);
                throw Failure(disk, step.Failure, $": {KnownMessages.Of(e).First()}");
            }
        }
    }

    private static List<PreparedDiskStep> Steps(DriveOption.Prepared disk, string device)
    {
        try
        {
            var type = Find(disk.Type);
            return [.. type.Steps(new PreparedDiskPlan(type, disk.Type, device))];
        }
        catch (ShellSyntaxException e)
        {
            throw Failure(disk, e.Message, "");
        }
    }

    private static void Report(ShellSession session, Exception failure)
    {
        if (failure is ShellSyntaxException)
        {
            session.Errors.Say(failure.Message);
        }
        else
        {
            session.Errors.Report(failure);
        }
    }

    private static UsageException Failure(DriveOption.Prepared disk, string what, string cause)
        => new($"guestfish: error creating prepared disk image ‘{disk.Type}’ on ‘{disk.File}’: {what}{cause}");
}
