using System.Runtime.CompilerServices;
using System.Text.Json;
using GuestCtl.Cli.Shell.Commands;
using GuestCtl.Cli.Shell.Disks;
using GuestCtl.Cli.Shell.Events;

namespace GuestCtl.Cli.Tests.Shell;

/// <summary>The shell's own commands, prepared disks and events against the table of guestfish's.</summary>
public sealed class ReferenceTests
{
    private static readonly JsonElement Reference = Read();

    [Fact]
    public void The_shell_has_all_commands_of_guestfish_under_all_their_names()
    {
        var own = OwnCommands.CreateAll().ToDictionary(command => command.Name);
        foreach (var expected in Reference.GetProperty("commands").EnumerateArray())
        {
            var command = own[expected.GetProperty("name").GetString()!.Replace('_', '-')];
            Assert.Equal(expected.GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString()!).ToHashSet(), command.Aliases.ToHashSet());
        }
    }

    [Fact]
    public void Prepared_disks_have_the_same_parameters_with_the_same_usual_values()
        => Assert.Equal(
            Reference.GetProperty("prepared_disks").EnumerateArray().Select(disk => (
                disk.GetProperty("name").GetString(),
                string.Join(' ', disk.GetProperty("options").EnumerateArray().Select(option => $"{option.GetProperty("name").GetString()}={option.GetProperty("default").GetString()}")))),
            PreparedDiskType.All.Select(type => ((string?)type.Name, string.Join(' ', type.Parameters.Select(parameter => $"{parameter.Name}={parameter.Default}")))));

    [Fact]
    public void Events_have_the_same_names_and_numbers()
    {
        foreach (var expected in Reference.GetProperty("events").EnumerateArray())
        {
            Assert.Equal(expected.GetProperty("bit").GetInt32(), (int)EventNames.Parse(expected.GetProperty("name").GetString()!));
        }

        Assert.Equal("*", EventNames.Format(EventNames.Parse("*")));
    }

    private static JsonElement Read([CallerFilePath] string source = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "tools", "ApiGen", "Reference", "shell.json");
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        return json.RootElement.Clone();
    }
}
