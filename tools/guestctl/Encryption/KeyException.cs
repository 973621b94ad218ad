namespace GuestCtl.Cli.Encryption;

/// <summary>A key is missing, or cannot be read as one.</summary>
internal class KeyException(string message) : Exception(message);

/// <summary>No key that was given opens a device.</summary>
/// <param name="device">The device.</param>
/// <param name="refusal">What the last one was answered.</param>
internal sealed class WrongKeyException(string device, GuestOperationException refusal)
    : KeyException($"{device} is encrypted, and no key that was given opens it: {refusal.Detail}; give the right one with --key")
{
    public string Device { get; } = device;

    public GuestOperationException Refusal { get; } = refusal;
}
