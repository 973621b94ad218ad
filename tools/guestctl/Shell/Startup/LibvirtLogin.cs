using System.Text;
using GuestCtl.Cli.Shell.Input;
using GuestCtl.Libvirt;

namespace GuestCtl.Cli.Shell.Startup;

/// <summary>Asks who is there when libvirt wants to know.</summary>
/// <param name="session">The shell, on whose standard input the answers are.</param>
internal sealed class LibvirtLogin(ShellSession session)
{
    private static readonly string[] Open = ["authname", "echoprompt"];
    private static readonly string[] Secret = ["passphrase", "noechoprompt"];

    private bool _isExplained;

    /// <summary>Lets libvirt ask the user. The calls that this takes are none of the script's, so they are in no trace.</summary>
    public void Offer(GuestFs guest)
    {
        guest.Credentials.Support([.. Open, .. Secret]);
        guest.Credentials.Asked += address => Answer(guest.Credentials, address);
    }

    private void Answer(LibvirtCredentials credentials, string address)
    {
        if (!_isExplained)
        {
            session.Output.Text($"libvirt needs authentication to connect to libvirt URI {address}\n(see also: http://libvirt.org/auth.html http://libvirt.org/uri.html)\n");
            _isExplained = true;
        }

        foreach (var (index, kind) in credentials.Requested.Index().ToList())
        {
            session.Output.Text($"{credentials[index].Prompt}: ");
            session.Output.Flush();
            using var quiet = Secret.Contains(kind) ? TerminalEcho.TurnOffInput() : null;
            if (session.Input.ReadLine() is not { } answer)
            {
                return;
            }

            credentials[index].Answer = Encoding.UTF8.GetBytes(answer);
        }
    }
}
