using GuestCtl.Events;

namespace GuestCtl.Client.Tests.Libvirt;

/// <summary>Hypervisors that want to know who is there.</summary>
public sealed class CredentialTests : IDisposable
{
    private readonly Machines _machines = new();
    private readonly GuestFs _guest = new(new GuestFsOptions { UseEnvironment = false });
    private readonly string _address;
    private readonly List<string> _asked = [];

    public CredentialTests() => _address = _machines.Address(_machines.Off, "<user password='123456'>rich</user>");

    public void Dispose()
    {
        _guest.Dispose();
        _machines.Dispose();
    }

    [Fact]
    public void The_program_answers_what_libvirt_asks()
    {
        _guest.SetLibvirtSupportedCredentials(["authname", "passphrase"]);
        _guest.EventRaised += Answer("rich", "123456");
        Assert.Equal(2, _guest.AddDomain("off", libvirtUri: _address));
        Assert.Equal([_address, "authname", "Enter username for localhost", "localhost", "", _address, "passphrase", "Enter rich's password for localhost", "localhost", ""], _asked);
        Assert.Equal(Errno.EINVAL, Assert.Throws<GuestOperationException>(() => _guest.GetLibvirtRequestedCredentials()).Errno);
    }

    [Theory]
    [InlineData("rich", "wrong")]
    [InlineData("rich", null)]
    public void Wrong_answers_and_none_are_refused(string name, string? password)
    {
        _guest.SetLibvirtSupportedCredentials(["authname", "passphrase"]);
        _guest.EventRaised += Answer(name, password);
        Assert.Contains("authentication failed", Assert.Throws<GuestOperationException>(() => _guest.AddDomain("off", libvirtUri: _address)).Detail);
        Assert.Empty(_guest.DebugDrives());
    }

    [Fact]
    public void A_handler_that_throws_gives_no_answer()
    {
        _guest.SetLibvirtSupportedCredentials(["authname", "passphrase"]);
        _guest.EventRaised += happened => Assert.NotEqual(GuestEventKind.LibvirtAuth, happened.Kind);
        Assert.Throws<GuestOperationException>(() => _guest.AddDomain("off", libvirtUri: _address));
    }

    [Fact]
    public void There_are_nine_kinds_of_questions()
    {
        _guest.SetLibvirtSupportedCredentials(["username", "authname", "language", "cnonce", "passphrase", "echoprompt", "noechoprompt", "realm", "external"]);
        Assert.Contains("unknown credential 'fingerprint'", Assert.Throws<GuestOperationException>(() => _guest.SetLibvirtSupportedCredentials(["fingerprint"])).Detail);
    }

    [Fact]
    public void Questions_that_were_not_asked_have_no_answer()
    {
        Assert.Equal(Errno.EINVAL, Assert.Throws<GuestOperationException>(() => _guest.GetLibvirtRequestedCredentialPrompt(0)).Errno);
        Assert.Equal(Errno.EINVAL, Assert.Throws<GuestOperationException>(() => _guest.GetLibvirtRequestedCredentialChallenge(-1)).Errno);
        Assert.Equal(Errno.EINVAL, Assert.Throws<GuestOperationException>(() => _guest.GetLibvirtRequestedCredentialDefresult(1)).Errno);
        Assert.Equal(Errno.EINVAL, Assert.Throws<GuestOperationException>(() => _guest.SetLibvirtRequestedCredential(0, "x"u8.ToArray())).Errno);
    }

    private Action<GuestEvent> Answer(string name, string? password) => happened =>
    {
        if (happened.Kind != GuestEventKind.LibvirtAuth)
        {
            return;
        }

        _asked.Add(happened.Text);
        var kinds = _guest.GetLibvirtRequestedCredentials();
        for (var i = 0; i < kinds.Length; i++)
        {
            _asked.AddRange([kinds[i], _guest.GetLibvirtRequestedCredentialPrompt(i), _guest.GetLibvirtRequestedCredentialChallenge(i), _guest.GetLibvirtRequestedCredentialDefresult(i)]);
            if ((kinds[i] == "passphrase" ? password : name) is { } answer)
            {
                _guest.SetLibvirtRequestedCredential(i, System.Text.Encoding.UTF8.GetBytes(answer));
            }
        }
    };
}
