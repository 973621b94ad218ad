namespace GuestCtl.Libvirt;

/// <summary>One thing that libvirt asks for.</summary>
/// <param name="Type">The number of its kind.</param>
/// <param name="Prompt">What a person is to be asked.</param>
/// <param name="Challenge">What the answer is made of; mostly empty.</param>
/// <param name="DefaultResult">What is answered by somebody who says nothing.</param>
internal sealed record RequestedCredential(int Type, string Prompt, string Challenge, string DefaultResult)
{
    /// <summary>The answer; null until the program has given one.</summary>
    public byte[]? Answer { get; set; }
}
