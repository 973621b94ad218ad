namespace GuestCtl.Appliances;

/// <summary>A built appliance: what QEMU boots.</summary>
/// <param name="Directory">Absolute path of the directory with the files.</param>
/// <param name="Kernel">Absolute path of the file for <c>-kernel</c>.</param>
/// <param name="Initrd">Absolute path of the file for <c>-initrd</c>, with the daemon as <c>/init</c>.</param>
/// <param name="RootImage">Absolute path of the read-only root file system, to be attached as a raw disk.</param>
/// <param name="Manifest">Packages, versions, sizes and hashes.</param>
/// <param name="Hash">SHA-256 in lower-case hexadecimal over the content of all files: changes whenever one bit of the appliance does.</param>
public sealed record Appliance(
    string Directory, string Kernel, string Initrd, string RootImage, ApplianceManifest Manifest, string Hash);
