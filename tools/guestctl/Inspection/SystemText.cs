using System.Globalization;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Inspection;

/// <summary>Operating systems for people.</summary>
internal sealed class SystemText(TextWriter output, bool listApplications)
{
    public void Write(IReadOnlyList<GuestSystem> systems)
    {
        for (var i = 0; i < systems.Count; i++)
        {
            if (i > 0)
            {
                output.WriteLine();
            }

            Write(systems[i]);
        }
    }

    private static string Version(Application2 application)
    {
        var version = application.Release.Length > 0 ? $"{application.Version}-{application.Release}" : application.Version;
        return application.Epoch > 0 ? string.Create(CultureInfo.InvariantCulture, $"{application.Epoch}:{version}") : version;
    }

    private void Write(GuestSystem system)
    {
        var version = system is { MajorVersion: { } major, MinorVersion: { } minor } ? string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}") : null;
        output.WriteLine(TerminalText.EscapeLine(system.ProductName ?? string.Join(' ', new[] { system.Distro ?? system.Type ?? "Unknown system", version }.OfType<string>())));
        Fact("Root", system.Root);
        Fact("Type", system.Type);
        Fact("Distribution", system.Distro);
        Fact("Variant", system.ProductVariant);
        Fact("Version", version);
        Fact("Build", system.BuildId);
        Fact("Architecture", system.Arch);
        Fact("Host name", system.Hostname);
        Fact("Packages", string.Join(", ", new[] { system.PackageFormat, system.PackageManagement }.OfType<string>().Distinct()));
        Fact("Osinfo", system.Osinfo);

        WriteFilesystems(system);
        WriteApplications(system.Applications);
    }

    private void Fact(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            output.WriteLine($"  {name + ":",-14} {TerminalText.EscapeLine(value)}");
        }
    }

    private void WriteFilesystems(GuestSystem system)
    {
        if (system.Filesystems.Count == 0)
        {
            return;
        }

        output.WriteLine("  File systems:");
        var table = new TextTable().Column("").Column("").Column("").Column("").Column("").Column("");
        var points = system.MountPoints.ToLookup(point => point.Mountable, point => point.MountPoint);
        foreach (var (mountable, type, label, uuid) in system.Filesystems)
        {
            table.Row("   ", mountable, string.Join(", ", points[mountable].DefaultIfEmpty("-")), type ?? "?", label ?? "-", uuid ?? "-");
        }

        table.Write(output);
    }

    // Some package managers have a description of one line, and no summary.
    private static string Summary(Application2 application)
        => application.Summary.Length > 0 ? application.Summary : application.Description.Split('\n')[0];

    private void WriteApplications(IReadOnlyList<Application2>? applications)
    {
        Fact("Applications", applications?.Count.ToString(CultureInfo.InvariantCulture) ?? "not known");
        if (listApplications && applications is { Count: > 0 })
        {
            var table = new TextTable().Column("").Column("").Column("").Column("").Column("");
            foreach (var application in applications)
            {
                table.Row("   ", application.DisplayName.Length > 0 ? application.DisplayName : application.Name, Version(application), application.Arch, Summary(application));
            }

            table.Write(output);
        }
    }
}
