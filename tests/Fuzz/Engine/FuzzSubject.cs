namespace GuestCtl.Fuzz.Engine;

/// <summary>Something that reads bytes from whoever made an image, an archive or a message.</summary>
internal abstract class FuzzSubject : IDisposable
{
    /// <summary>Its name on the command line, and that of its folder of seeds.</summary>
    public abstract string Name { get; }

    /// <summary>Good inputs to begin with, besides those in the folder.</summary>
    public abstract IEnumerable<byte[]> Seeds { get; }

    /// <summary>Words of the format, which mutation puts in.</summary>
    public virtual IReadOnlyList<byte[]> Words => [];

    /// <summary>The longest input that is tried.</summary>
    public virtual int MaxLength => 64 * 1024;

    /// <summary>What one input may make the reader allocate, whatever its length: bounds that a reader names itself, and buffers.</summary>
    public virtual long MaxAllocation => 256L << 20;

    /// <summary>Its part of the time, against 1 for the others.</summary>
    public virtual int Weight => 1;

    /// <summary>Why it cannot run on this machine; null when it can.</summary>
    public virtual string? Missing => null;

    /// <summary>Reads an input.</summary>
    /// <returns>A short word for what happened. Inputs that make something new happen are built upon.</returns>
    /// <exception cref="Exception">Any exception is a finding: a reader's own errors are caught here.</exception>
    public abstract string Read(byte[] input);

    /// <summary>Makes an input out of others.</summary>
    public virtual byte[] Mutate(Random random, IReadOnlyList<byte[]> pool) => Mutator.Mutate(random, pool, Words, MaxLength);

    public virtual void Dispose()
    {
    }
}
