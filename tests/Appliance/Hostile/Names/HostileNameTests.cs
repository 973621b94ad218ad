using System.Text;
using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Hostile.Names;

/// <summary>Names that would be options, patterns, several lines, commands of a terminal or no text at all, if something took them for that.</summary>
/// <param name="fixture">The appliance.</param>
[Collection(FilesCollection.Name)]
public sealed class HostileNameTests(FilesFixture fixture)
{
    // A byte that is not UTF-8 is a lone surrogate in the face.
    private static readonly string[] Names =
    [
        "line\nend", "\n", "return\r", "tab\t", "\u001b[31mred\u001b[2J", "\u001b]0;title\u0007", "\u202Egnp.exe", "latin\udce9", "\udcff\udcfe", "half\udcc3",
        "-rf", "--help", "-", "--checkpoint-action=exec=sh", "*", "?", "[a]", "{a,b}", "\\", "back\\nslash", "$(id)", "`id`", "\"q'", " ", " lead", "trail ", "...", "~", "%s%n",
        "a;b", "a|b", "&", "#", "!", "=", ":", "C:", "nul", "\u0001", "\u007f", new('x', 255),
    ];

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Every_listing_gives_each_name_once_and_unchanged()
    {
        var d = Filled();
        var expected = Names.Order(StringComparer.Ordinal);
        Assert.Equal(expected, _guest.Ls(d).Order(StringComparer.Ordinal));
        Assert.Equal(expected, _guest.Find($"{d}/").Order(StringComparer.Ordinal));
        Assert.Equal(expected.Prepend("..").Prepend(".").Order(StringComparer.Ordinal), _guest.Readdir(d).Select(entry => entry.Name).Order(StringComparer.Ordinal));

        // As in a shell, * is not for names that begin with a dot.
        Assert.Equal(expected.Where(name => name[0] != '.').Select(name => $"{d}/{name}"), _guest.GlobExpand($"{d}/*").Order(StringComparer.Ordinal));
        Assert.All(_guest.Lstatnslist(d, Names), status => Assert.NotEqual(-1, status.Ino));
    }

    [Fact]
    public void Every_name_is_the_file_that_it_names()
    {
        var d = Filled();
        foreach (var (index, name) in Names.Index())
        {
            Assert.Equal($"{index}", _guest.Cat($"{d}/{name}"));
            Assert.Equal($"{index}".Length, _guest.Filesize($"{d}/{name}"));
            Assert.Equal($"{d}/{name}", Assert.Single(_guest.GlobExpand($"{d}/{Escaped(name)}")));
            _guest.Rm($"{d}/{name}");
        }

        Assert.Empty(_guest.Ls(d));
    }

    [Fact]
    public void An_archive_carries_every_name_there_and_back()
    {
        var (d, copy) = (Filled(), fixture.NewDirectory());
        using var archive = new MemoryStream();
        _guest.TarOut(d, archive);
        archive.Position = 0;
        _guest.TarIn(archive, copy);
        Assert.Equal(_guest.Ls(d), _guest.Ls(copy));
        Assert.All(Names.Index(), file => Assert.Equal($"{file.Index}", _guest.Cat($"{copy}/{file.Item}")));
    }

    [Fact]
    public void An_error_about_a_name_names_it_and_leaves_the_handle_usable()
    {
        var d = fixture.NewDirectory();
        foreach (var name in Names.Where(name => name.Length < 255))
        {
            Assert.Contains(name, FilesFixture.Fails(Errno.ENOENT, "No such file or directory", () => _guest.Cat($"{d}/{name}")).Message);
        }

        FilesFixture.Fails(Errno.ENAMETOOLONG, "File name too long", () => _guest.Touch($"{d}/{new string('x', 256)}"));
    }

    private string Filled()
    {
        var d = fixture.NewDirectory();
        foreach (var (index, name) in Names.Index())
        {
            _guest.Write($"{d}/{name}", Encoding.ASCII.GetBytes($"{index}"));
        }

        return d;
    }

    private static string Escaped(string name)
        => string.Concat(name.Select(c => c is '*' or '?' or '[' or ']' or '{' or '}' or '\\' or '~' ? $"\\{c}" : $"{c}"));
}
