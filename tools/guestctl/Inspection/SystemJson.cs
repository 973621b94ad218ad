using System.Text.Json;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Inspection;

/// <summary>Operating systems as JSON; the schema is in docs/cli.md. Properties are only ever added.</summary>
internal static class SystemJson
{
    public static void Write(Stream output, IReadOnlyList<GuestSystem> systems)
    {
        using var json = GuestJson.Create(output);
        json.WriteStartObject();
        json.WriteStartArray("operatingSystems");
        foreach (var system in systems)
        {
            Write(json, system);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GuestSystem system)
    {
        json.WriteStartObject();
        json.WriteGuest("root", system.Root);
        json.WriteGuest("type", system.Type);
        json.WriteGuest("distro", system.Distro);
        json.WriteGuest("productName", system.ProductName);
        json.WriteGuest("productVariant", system.ProductVariant);
        WriteNumber(json, "majorVersion", system.MajorVersion);
        WriteNumber(json, "minorVersion", system.MinorVersion);
        json.WriteGuest("arch", system.Arch);
        json.WriteGuest("hostname", system.Hostname);
        json.WriteGuest("packageFormat", system.PackageFormat);
        json.WriteGuest("packageManagement", system.PackageManagement);
        json.WriteGuest("osinfo", system.Osinfo);
        json.WriteGuest("buildId", system.BuildId);
        WriteList(json, "mountPoints", system.MountPoints, point =>
        {
            json.WriteGuest("mountPoint", point.MountPoint);
            json.WriteGuest("device", point.Mountable);
        });
        WriteList(json, "filesystems", system.Filesystems, filesystem =>
        {
            json.WriteGuest("device", filesystem.Mountable);
            json.WriteGuest("type", filesystem.Type);
            json.WriteGuest("label", filesystem.Label);
            json.WriteGuest("uuid", filesystem.Uuid);
        });

        if (system.Applications is { } applications)
        {
            WriteList(json, "applications", applications, application => Write(json, application));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Application2 application)
    {
        json.WriteGuest("name", application.Name);
        json.WriteGuest("displayName", NotEmpty(application.DisplayName));
        WriteNumber(json, "epoch", application.Epoch == 0 ? null : application.Epoch);
        json.WriteGuest("version", NotEmpty(application.Version));
        json.WriteGuest("release", NotEmpty(application.Release));
        json.WriteGuest("arch", NotEmpty(application.Arch));
        json.WriteGuest("installPath", NotEmpty(application.InstallPath));
        json.WriteGuest("publisher", NotEmpty(application.Publisher));
        json.WriteGuest("url", NotEmpty(application.Url));
        json.WriteGuest("sourcePackage", NotEmpty(application.SourcePackage));
        json.WriteGuest("summary", NotEmpty(application.Summary));
        json.WriteGuest("description", NotEmpty(application.Description));
        json.WriteGuest("class", NotEmpty(application.Class));
    }

    private static string? NotEmpty(string text) => text.Length == 0 ? null : text;

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
