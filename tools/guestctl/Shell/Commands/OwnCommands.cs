using GuestCtl.Cli.Shell.Disks;
using GuestCtl.Cli.Shell.Events;
using GuestCtl.Cli.Shell.Files;
using GuestCtl.Cli.Shell.Host;

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>The commands that the shell has besides those of the library.</summary>
internal static class OwnCommands
{
    public static OwnCommand[] CreateAll() =>
    [
        new("help", [], "[command|-l|--list]", "display a list of commands or help on a command", HelpCommand.Run),
        new("quit", ["exit", "q"], "", "quit guestfish", static (session, _, _) => session.IsQuitting = true),
        new("alloc", ["allocate"], "filename size", "allocate and add a disk file", DiskFiles.Allocate),
        new("copy-in", [], "local [local ...] /remotedir", "copy local files or directories into an image", GuestCopies.CopyIn),
        new("copy-out", [], "remote [remote ...] localdir", "copy remote files or directories out of an image", GuestCopies.CopyOut),
        new("delete-event", [], "name", "delete a previously registered event handler", EventCommands.Delete),
        new("display", [], "filename", "display an image", PagedFiles.Display),
        new("echo", [], "[params ...]", "display a line of text", EchoCommand.Run),
        new("edit", ["vi", "emacs"], "filename", "edit a file", EditedFiles.Edit),
        new("event", [], "name eventset \"shell script ...\"", "register a handler for an event or events", EventCommands.Add),
        new("glob", [], "command args...", "expand wildcards in command", GlobCommand.Run),
        new("hexedit", [], "<filename|device> [max | start max]", "edit with a hex editor", HexEditedFiles.Edit),
        new("lcd", [], "directory", "change working directory on the host", HostCommands.ChangeDirectory),
        new("list-events", [], "", "list event handlers", EventCommands.List),
        new("man", ["manual"], "", "open the manual", ManualCommand.Run),
        new("more", ["less"], "filename", "view a file", PagedFiles.Page),
        new("not", [], "command args...", "succeed when a command fails", NotCommand.Run),
        new("reopen", [], "", "close and reopen the handle", HandleCommands.Reopen),
        new("setenv", [], "VAR value", "set an environment variable", HostCommands.SetVariable),
        new("sparse", [], "filename size", "create a sparse disk image and add it", DiskFiles.CreateSparse),
        new("supported", [], "", "list the feature groups and whether they are supported", HandleCommands.ListSupported),
        new("time", [], "command args...", "print the elapsed time taken to run a command", TimeCommand.Run),
        new("unsetenv", [], "VAR", "unset an environment variable", HostCommands.UnsetVariable),
    ];
}
