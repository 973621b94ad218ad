using System.Security.Cryptography;
using System.Text;
using GuestCtl.Appliances;
using GuestCtl.Drives;
using Microsoft.Extensions.Logging;

namespace GuestCtl.WarmStart;

/// <summary>Notices when an appliance's files are not those any more that were built. They are read and compared with the manifest when
/// anything about them changed, which the kernel tells; else a launch costs some stats.</summary>
/// <param name="cacheDirectory">The user's cache, with the key.</param>
/// <param name="logger">Told why nothing could be checked.</param>
internal sealed class ApplianceSeal(string cacheDirectory, ILogger logger)
{
    private const string Purpose = "files of an appliance";
    private const int NameLength = 24;

    /// <summary>Checks an appliance.</summary>
    /// <param name="appliance">The appliance.</param>
    /// <param name="store">Where it came from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApplianceBuildException">A file of it was changed; the message names it.</exception>
    public async Task CheckAsync(Appliance appliance, ApplianceStore store, CancellationToken cancellationToken)
    {
        try
        {
            var key = CacheKey.Open(cacheDirectory);
            var seal = SealOf(appliance);
            // Described before it is read: what changes meanwhile is noticed the next time.
            var description = Describe(appliance);
            var sealedBefore = File.Exists(seal) ? await File.ReadAllTextAsync(seal, cancellationToken).ConfigureAwait(false) : "";
            if (key.IsSigned(Purpose, description, sealedBefore))
            {
                return;
            }

            await store.VerifyAsync(appliance, cancellationToken).ConfigureAwait(false);
            Directory.CreateDirectory(Path.GetDirectoryName(seal)!);
            var temporary = seal + "." + Path.GetRandomFileName();
            await File.WriteAllTextAsync(temporary, key.Sign(Purpose, description), cancellationToken).ConfigureAwait(false);
            File.Move(temporary, seal, overwrite: true);
        }
        catch (Exception e) when (e is TemplateException or IOException or UnauthorizedAccessException)
        {
            WarmStartLog.NotSealed(logger, appliance.Directory, e.Message);
        }
    }

    private static byte[] Describe(Appliance appliance)
    {
        var text = new StringBuilder(appliance.Hash).Append('\n');
        foreach (var file in new[] { appliance.Kernel, appliance.Initrd, appliance.RootImage })
        {
            text.Append(file).Append(' ').Append(HostFile.StampOf(file)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private string SealOf(Appliance appliance) => Path.Combine(
        cacheDirectory, "seals", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(appliance.Initrd)))[..NameLength]);
}
