namespace GuestCtl.Benchmarks;

/// <summary>One of the two that are measured side by side. Each step returns the seconds it took.</summary>
internal interface IContender : IDisposable
{
    string Name { get; }

    /// <summary>Launches with one qcow2 drive, and a scratch drive for the transfers, to the first answer.</summary>
    double Launch(string image);

    /// <summary>Makes a file system on the scratch drive and mounts it.</summary>
    void Prepare();

    double Ping(int count);

    /// <summary>Uploads a file and has it written out.</summary>
    double Upload(string source, string target);

    double Download(string source, string target);

    /// <summary>Looks at one file many times, one call after the other.</summary>
    double Stat(string path, int count);

    /// <summary>Unpacks an archive into a new directory, and has it written out.</summary>
    double TarIn(string archive, string directory);

    double TarOut(string directory, string archive);

    /// <summary>Mounts the first drive read-only and lists everything on it.</summary>
    double Find();

    void Close();
}
