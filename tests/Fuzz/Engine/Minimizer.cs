namespace GuestCtl.Fuzz.Engine;

/// <summary>Makes an input smaller that still fails in the same way.</summary>
internal sealed class Minimizer(Reader reader)
{
    private const int MostTries = 2000;

    private int _tries;

    public Finding Minimize(Finding finding)
    {
        for (var size = Math.Max(1, finding.Input.Length / 2); size >= 1; size /= 2)
        {
            for (var at = 0; at < finding.Input.Length && !reader.IsStuck && _tries < MostTries;)
            {
                byte[] shorter = [.. finding.Input[..at], .. finding.Input[Math.Min(at + size, finding.Input.Length)..]];
                if (Fails(shorter, finding.Key) is { } same)
                {
                    finding = same;
                }
                else
                {
                    at += size;
                }
            }
        }

        return finding;
    }

    private Finding? Fails(byte[] input, string key)
    {
        _tries++;
        return reader.Read(input, out _) is { } found && found.Key == key ? found : null;
    }
}
