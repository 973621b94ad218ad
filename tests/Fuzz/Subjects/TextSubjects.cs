using System.Text;
using GuestCtl.Daemon.Services.Archives;
using GuestCtl.Daemon.Services.Files.Globbing;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>Texts in archives and calls.</summary>
internal static class TextSubjects
{
    private static readonly string[] Patterns = ["/usr/{lib,share}/[a-z]*.so?", "/etc/{a,{b,c}d}/[[:alpha:]!x]\\*", "{1,2}{3,4}{5,6}"];

    public static FuzzSubject Pattern() => new ParserSubject(
        "patterns", [.. Patterns.Select(Encoding.UTF8.GetBytes)], ["{", "}", ",", "[", "]", "[[:alpha:]]", "[!", "*", "?", "\\", "**", "{a,b}"], ReadPattern);

    public static FuzzSubject AccessList() => new ParserSubject(
        "access-lists",
        ["user::rwx,user:1000:r-x,group::r--,mask::rwx,other::---"u8.ToArray(), "user:lisa:rw-:502\nu::7 # x\n"u8.ToArray()],
        ["user:", "group:", "mask:", ":", ",", "rwx", "4294967295", "#"],
        input => Refusals.Of(() => $"{Math.Min(Daemon.Services.Archives.AccessList.Encode(GuestText.Decode(input), "x").Length, 60)}"));

    private static string ReadPattern(byte[] input) => Refusals.Of(() =>
    {
        // The longest path of the kernel.
        var pattern = input[..Math.Min(input.Length, 4096)];
        var plain = Braces.Expand(pattern);
        var matches = plain.Take(16).Count(one => new GlobPattern(one).IsMatch("usr-lib.so1"u8) || new GlobPattern(one).IsMatch(pattern));
        return $"{Math.Min(plain.Count, 5)} {Math.Min(matches, 3)} {new GlobPattern(pattern).HasWildcards}";
    });
}
