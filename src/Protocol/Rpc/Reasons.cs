namespace GuestCtl.Protocol.Rpc;

/// <summary>The reasons of errors, each with its arguments.</summary>
internal static class Reasons
{
    public static ErrorReason SystemError(string subject) => new(Reason.SystemError, (nameof(subject), subject));

    public static ErrorReason SystemErrorBetween(string from, string to) => new(Reason.SystemErrorBetween, (nameof(from), from), (nameof(to), to));

    public static ErrorReason ArgumentInvalid(string argument, string value) => new(Reason.ArgumentInvalid, (nameof(argument), argument), (nameof(value), value));

    public static ErrorReason ArgumentNegative(string argument, string value) => new(Reason.ArgumentNegative, (nameof(argument), argument), (nameof(value), value));

    public static ErrorReason NotLaunched { get; } = new(Reason.NotLaunched);

    public static ErrorReason ConfigOnly { get; } = new(Reason.ConfigOnly);

    public static ErrorReason AlreadyLaunched { get; } = new(Reason.AlreadyLaunched);

    public static ErrorReason FeatureUnknown(string feature) => new(Reason.FeatureUnknown, (nameof(feature), feature));

    public static ErrorReason BackendSettingMissing(string setting) => new(Reason.BackendSettingMissing, (nameof(setting), setting));

    public static ErrorReason EnvironmentInvalid(string variable, string value) => new(Reason.EnvironmentInvalid, (nameof(variable), variable), (nameof(value), value));

    public static ErrorReason RootNotMounted { get; } = new(Reason.RootNotMounted);

    public static ErrorReason PathNotAbsolute(string path) => new(Reason.PathNotAbsolute, (nameof(path), path));

    public static ErrorReason MountPointUnusable(string path) => new(Reason.MountPointUnusable, (nameof(path), path));

    public static ErrorReason NotMounted(string subject) => new(Reason.NotMounted, (nameof(subject), subject));

    public static ErrorReason MountModeMissing { get; } = new(Reason.MountModeMissing);

    public static ErrorReason NotASubvolume(string mountable) => new(Reason.NotASubvolume, (nameof(mountable), mountable));

    public static ErrorReason DeviceNameInvalid(string device) => new(Reason.DeviceNameInvalid, (nameof(device), device));

    public static ErrorReason DeviceNotFound(string device) => new(Reason.DeviceNotFound, (nameof(device), device));

    public static ErrorReason NotABlockDevice(string device) => new(Reason.NotABlockDevice, (nameof(device), device));

    public static ErrorReason DriveNameInvalid(string device) => new(Reason.DriveNameInvalid, (nameof(device), device));

    public static ErrorReason NoPartitionTable(string device, string kind) => new(Reason.NoPartitionTable, (nameof(device), device), (nameof(kind), kind));

    public static ErrorReason PartitionTableUnknown(string device) => new(Reason.PartitionTableUnknown, (nameof(device), device));

    public static ErrorReason NotPartitioned(string device) => new(Reason.NotPartitioned, (nameof(device), device));

    public static ErrorReason NoPartition(string device, string number) => new(Reason.NoPartition, (nameof(device), device), (nameof(number), number));

    public static ErrorReason NotAPartition(string device) => new(Reason.NotAPartition, (nameof(device), device));

    public static ErrorReason NoFilesystem(string device) => new(Reason.NoFilesystem, (nameof(device), device));

    public static ErrorReason FilesystemUnsupported(string device, string type) => new(Reason.FilesystemUnsupported, (nameof(device), device), (nameof(type), type));

    public static ErrorReason FilesystemNotMade(string device, string type) => new(Reason.FilesystemNotMade, (nameof(device), device), (nameof(type), type));

    public static ErrorReason LabelTooLong(string label, string type) => new(Reason.LabelTooLong, (nameof(label), label), (nameof(type), type));

    public static ErrorReason TagNotFound(string tag) => new(Reason.TagNotFound, (nameof(tag), tag));

    public static ErrorReason NotEncrypted(string device, string type) => new(Reason.NotEncrypted, (nameof(device), device), (nameof(type), type));

    public static ErrorReason NothingWatched { get; } = new(Reason.NothingWatched);

    public static ErrorReason AugeasNotStarted { get; } = new(Reason.AugeasNotStarted);

    public static ErrorReason HiveNotOpen { get; } = new(Reason.HiveNotOpen);

    public static ErrorReason JournalNotOpen { get; } = new(Reason.JournalNotOpen);

    public static ErrorReason NothingInspected { get; } = new(Reason.NothingInspected);

    public static ErrorReason RootUnknown(string root) => new(Reason.RootUnknown, (nameof(root), root));

    public static ErrorReason NameNotFound(string name) => new(Reason.NameNotFound, (nameof(name), name));

    public static ErrorReason ArchitectureUnknown(string path) => new(Reason.ArchitectureUnknown, (nameof(path), path));

    public static ErrorReason TemplateInvalid(string path) => new(Reason.TemplateInvalid, (nameof(path), path));

    public static ErrorReason AccessListRefused(string path, string list) => new(Reason.AccessListRefused, (nameof(path), path), (nameof(list), list));

    public static ErrorReason CapabilitiesRefused(string path, string capabilities) => new(Reason.CapabilitiesRefused, (nameof(path), path), (nameof(capabilities), capabilities));

    public static ErrorReason ProgramMissing { get; } = new(Reason.ProgramMissing);

    public static ErrorReason ProgramNotFound(string program) => new(Reason.ProgramNotFound, (nameof(program), program));

    public static ErrorReason ProgramUnusable(string program, string cause) => new(Reason.ProgramUnusable, (nameof(program), program), (nameof(cause), cause));

    public static ErrorReason DebugCommandUnknown(string command) => new(Reason.DebugCommandUnknown, (nameof(command), command));

    public static ErrorReason ShellCommandMissing { get; } = new(Reason.ShellCommandMissing);

    public static ErrorReason ShellFailed(string output) => new(Reason.ShellFailed, (nameof(output), output));

    public static ErrorReason HostFileNotFound(string file) => new(Reason.HostFileNotFound, (nameof(file), file));

    public static ErrorReason HostDirectoryNotFound(string directory) => new(Reason.HostDirectoryNotFound, (nameof(directory), directory));

    public static ErrorReason HostNotADirectory(string directory) => new(Reason.HostNotADirectory, (nameof(directory), directory));

    public static ErrorReason HostFileIsDirectory(string file) => new(Reason.HostFileIsDirectory, (nameof(file), file));

    public static ErrorReason HostFileTooLarge(string file) => new(Reason.HostFileTooLarge, (nameof(file), file));

    public static ErrorReason HostDiskFull(string file) => new(Reason.HostDiskFull, (nameof(file), file));

    public static ErrorReason GuestFileNotFound(string path) => new(Reason.GuestFileNotFound, (nameof(path), path));

    public static ErrorReason GuestNotADirectory(string path) => new(Reason.GuestNotADirectory, (nameof(path), path));

    public static ErrorReason ServerMissing(string protocol) => new(Reason.ServerMissing, (nameof(protocol), protocol));

    public static ErrorReason ServerNotTaken(string protocol) => new(Reason.ServerNotTaken, (nameof(protocol), protocol));

    public static ErrorReason ServerInvalid(string server) => new(Reason.ServerInvalid, (nameof(server), server));

    public static ErrorReason SizeOfBackingFile { get; } = new(Reason.SizeOfBackingFile);

    public static ErrorReason DriveLabelUnknown(string label) => new(Reason.DriveLabelUnknown, (nameof(label), label));

    public static ErrorReason QemuNotRunning { get; } = new(Reason.QemuNotRunning);

    public static ErrorReason NotMountedLocally { get; } = new(Reason.NotMountedLocally);

    public static ErrorReason NoCredentialsAsked { get; } = new(Reason.NoCredentialsAsked);
}
