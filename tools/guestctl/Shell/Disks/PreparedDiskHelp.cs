namespace GuestCtl.Cli.Shell.Disks;

/// <summary>What -N help prints.</summary>
internal static class PreparedDiskHelp
{
    public static bool Print(ShellSession session)
    {
        session.Output.Text("List of available prepared disk images:\n\n");
        foreach (var type in PreparedDiskType.All)
        {
            session.Output.Text($"guestfish -N {type.Name,-8} - {type.Summary}\n\n  {type.Description}\n\n  Optional parameters:\n");
            session.Output.Text($"    -N {type.Name}{string.Concat(type.Parameters.Select(p => $":<{p.Name}>"))}\n");
            foreach (var parameter in type.Parameters)
            {
                session.Output.Text($"      <{parameter.Name}> {parameter.Description} (default: {parameter.Default})\n");
            }

            session.Output.Text("\n");
        }

        session.Output.Text("-N [FILE=]TYPE makes the file test1.img, the next test2.img and so on, or FILE. A file of that name is replaced.\n");
        return true;
    }
}
