namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>A key that was pressed.</summary>
/// <param name="Key">Which; None for text.</param>
/// <param name="HasControl">Whether together with Ctrl.</param>
/// <param name="Text">The character that was typed; empty for other keys.</param>
internal readonly record struct TypedKey(ConsoleKey Key, bool HasControl = false, string Text = "");
