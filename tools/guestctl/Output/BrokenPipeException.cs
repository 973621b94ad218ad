namespace GuestCtl.Cli.Output;

/// <summary>The reader of our output went away, as 'head' does when it has enough. Not an error to tell anybody of.</summary>
internal sealed class BrokenPipeException() : IOException("Nobody reads the output any more.");
