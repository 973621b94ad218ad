using System.Text;
using GuestCtl.Cli.Shell;

namespace GuestCtl.Cli.Tests.Shell;

/// <summary>Runs the shell within the test process. Its scripts start no appliance and no programs.</summary>
internal static class InProcessShell
{
    public static (int Code, string Output, string Error) Run(string script, params string[] arguments)
    {
        var (output, error) = (new MemoryStream(), new MemoryStream());
        var code = GuestfishShell.Run([.. arguments], new MemoryStream(Encoding.UTF8.GetBytes(script)), output, error);
        return (code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }
}
