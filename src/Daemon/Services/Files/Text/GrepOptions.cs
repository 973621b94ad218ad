namespace GuestCtl.Daemon.Services.Files.Text;

/// <summary>How a file is searched.</summary>
/// <param name="Extended">The pattern is an extended regular expression.</param>
/// <param name="Fixed">The pattern is plain text.</param>
/// <param name="Insensitive">Upper and lower case are the same.</param>
/// <param name="Compressed">The file is unpacked first.</param>
internal readonly record struct GrepOptions(bool Extended = false, bool Fixed = false, bool Insensitive = false, bool Compressed = false)
{
    /// <summary>The options of grep(1). Text with zero bytes is text, too.</summary>
    public IEnumerable<string> Arguments
    {
        get
        {
            yield return "-a";
            if (Extended)
            {
                yield return "-E";
            }

            if (Fixed)
            {
                yield return "-F";
            }

            if (Insensitive)
            {
                yield return "-i";
            }
        }
    }
}
