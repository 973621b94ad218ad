namespace GuestCtl.Appliances.Packages;

/// <summary>The host's own programs that a build needs: only apt-get, apt-config and dpkg-deb.</summary>
internal static class HostTool
{
    /// <summary>Finds a program in PATH.</summary>
    /// <exception cref="ApplianceBuildException">It is not installed; the message names the package.</exception>
    internal static string Find(string name, string package)
    {
        // The standard places are searched as well: services and editors often run with a short PATH.
        var path = Environment.GetEnvironmentVariable("PATH") + ":/usr/bin:/bin";
        foreach (var directory in path.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.Combine(directory, name);
            if (File.Exists(candidate))
                return candidate;
        }
        throw new ApplianceBuildException(
            $"Building the appliance needs the program '{name}', which is not in PATH. "
            + $"Install the package '{package}' (apt-get install {package}; Fedora and others package it too), or build the "
            + "appliance on a Debian or Ubuntu machine and copy its directory here (see docs/appliance.md).");
    }
}
