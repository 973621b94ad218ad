using GuestCtl.Events;

namespace GuestCtl.Cli.Shell.Events;

/// <summary>A script of the user that is run when something happens.</summary>
/// <param name="Number">Its number: the first has 0.</param>
/// <param name="Name">The user's name for it; several can have the same.</param>
/// <param name="Kinds">When it is run.</param>
/// <param name="Script">For the user's shell.</param>
internal sealed record EventHandler(int Number, string Name, GuestEventKind Kinds, string Script);
