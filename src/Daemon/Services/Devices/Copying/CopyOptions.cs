using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Services.Devices.Copying;

/// <summary>What is to be copied, and how.</summary>
/// <param name="SourceOffset">Where it begins in the source.</param>
/// <param name="TargetOffset">Where it goes in the target.</param>
/// <param name="Size">How many bytes; null for all up to the end of the source.</param>
/// <param name="Sparse">Whether zeros are left out.</param>
/// <param name="Append">Whether it goes to the end of a file.</param>
internal sealed record CopyOptions(long SourceOffset = 0, long TargetOffset = 0, long? Size = null, bool Sparse = false, bool Append = false)
{
    /// <summary>Checks what can be checked without a look at the source and the target.</summary>
    /// <exception cref="OperationFailedException">EINVAL: a number is negative.</exception>
    public void Check()
    {
        foreach (var (name, value) in ((string, long)[])[("srcoffset", SourceOffset), ("destoffset", TargetOffset), ("size", Size ?? 0)])
        {
            if (value < 0)
            {
                throw OperationFailedException.Invalid($"{name} is {value}, but must not be negative");
            }
        }
    }

    /// <summary>How many bytes will be copied.</summary>
    /// <exception cref="OperationFailedException">EINVAL: the source does not have them.</exception>
    public long LengthIn(CopyEnd source)
    {
        var available = source.Size - SourceOffset;
        return Size > available && Size > 0
            ? throw OperationFailedException.Invalid($"{source.Name}: is too short for {Size} bytes from offset {SourceOffset}: it has {source.Size}")
            : available < 0 && source.Device is not null
                ? throw OperationFailedException.Invalid($"{source.Name}: offset {SourceOffset} is beyond its end: it has {source.Size} bytes")
                : Size ?? Math.Max(0, available);
    }

    /// <summary>Checks that the bytes will fit.</summary>
    /// <exception cref="OperationFailedException">ENOSPC, or EINVAL for an offset beyond the end of a device.</exception>
    public void CheckSpace(CopyEnd target, long length)
    {
        if (target.Device is null)
        {
            return;
        }

        if (TargetOffset > target.Size)
        {
            throw OperationFailedException.Invalid($"{target.Name}: offset {TargetOffset} is beyond its end: it has {target.Size} bytes");
        }

        if (length > target.Size - TargetOffset)
        {
            throw new OperationFailedException($"{target.Name}: {length} bytes do not fit at offset {TargetOffset}: it has {target.Size} bytes", Errno.ENOSPC);
        }
    }
}
