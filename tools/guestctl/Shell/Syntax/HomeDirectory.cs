namespace GuestCtl.Cli.Shell.Syntax;

/// <summary>~ and ~user at the beginning of an argument. The users are those of the host.</summary>
internal static class HomeDirectory
{
    private const string Users = "/etc/passwd";

    /// <summary>Expands a word; one that names no user stays as it is.</summary>
    public static string Expand(string word)
    {
        if (!word.StartsWith('~'))
        {
            return word;
        }

        var end = word.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? slash : word.Length;
        var home = end == 1 ? Own() : Of(word[1..end]);
        return home is null ? word : home + word[end..];
    }

    private static string? Own() => Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : Of(Environment.UserName);

    private static string? Of(string user)
    {
        try
        {
            return File.ReadLines(Users).Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 5 && fields[0] == user)?[5];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
