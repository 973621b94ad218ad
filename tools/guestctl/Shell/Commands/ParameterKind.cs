namespace GuestCtl.Cli.Shell.Commands;

/// <summary>How an argument is read.</summary>
internal enum ParameterKind
{
    Text,

    /// <summary>A path in the guest, in the form of Windows if it begins with win:.</summary>
    Path,

    Bool,
    Int,
    Int64,

    /// <summary>Several words in one argument.</summary>
    List,

    /// <summary>A file of the host that is read; - is the standard input, and -&lt;&lt;END a text that follows in the script.</summary>
    FileIn,

    /// <summary>A file of the host that is written; - is the standard output.</summary>
    FileOut,

    /// <summary>A secret: asked for, never given as an argument.</summary>
    Key,

    Bytes,

    /// <summary>A text; an empty one means none.</summary>
    OptionalText,
}
