namespace GuestCtl.Daemon.Devices.Links;

/// <summary>The names below /dev that udev would give a device. Each part of a name is checked: labels come from strangers.</summary>
internal static class LinkNames
{
    private const string Disk = "disk/";

    /// <summary>The names, relative to /dev.</summary>
    public static IEnumerable<string> Of(DeviceFacts device)
    {
        var names = new List<string>();
        Add("block/", device.Number);
        AddVolumes();
        if (!device.IsInternal)
        {
            AddHardware();
            AddContent();
        }

        return names;

        void AddVolumes()
        {
            Add("mapper/", device.MapperName);
            // A group that has the name of a directory of udev gets no links: LVM refuses to make one, and so its image is from a stranger.
            if (device.Logical is var (group, volume) && LinkText.IsName(group) && group is not ("disk" or "mapper" or "block" or "md"))
            {
                Add(group + "/", volume);
            }

            AddPart("md/", device.Array.GetValueOrDefault("MD_DEVNAME"), inDisk: false, suffix: "p");
        }

        void AddHardware()
        {
            Add(Disk + "by-diskseq/", device.Sequence);
            AddPart("by-path/", device.Place);
            AddPart("by-id/", device.Hardware);
            Add(Disk + "by-id/", Prefixed("dm-name-", device.MapperName));
            Add(Disk + "by-id/", Prefixed("dm-uuid-", device.MapperId));
            AddPart("by-id/", Prefixed("md-name-", device.Array.GetValueOrDefault("MD_NAME")));
            AddPart("by-id/", Prefixed("md-uuid-", device.Array.GetValueOrDefault("MD_UUID")));
        }

        void AddContent()
        {
            var content = device.Content;
            if (content.GetValueOrDefault("USAGE") is "filesystem" or "other" or "crypto")
            {
                Add(Disk + "by-uuid/", content.GetValueOrDefault("UUID"));
                Add(Disk + "by-label/", content.GetValueOrDefault("LABEL"));
            }

            if (content.GetValueOrDefault("TYPE") == "LVM2_member")
            {
                Add(Disk + "by-id/", Prefixed("lvm-pv-uuid-", content.GetValueOrDefault("UUID")));
            }

            if (device.Partition > 0)
            {
                Add(Disk + "by-partuuid/", content.GetValueOrDefault("PART_ENTRY_UUID"));
                if (content.GetValueOrDefault("PART_ENTRY_SCHEME") == "gpt")
                {
                    Add(Disk + "by-partlabel/", content.GetValueOrDefault("PART_ENTRY_NAME"));
                }
            }
        }

        void AddPart(string directory, string? name, bool inDisk = true, string suffix = "-part")
            => Add((inDisk ? Disk : "") + directory, string.IsNullOrEmpty(name) || device.Partition == 0 ? name : $"{name}{suffix}{device.Partition}");

        void Add(string directory, string? name)
        {
            if (name is not null && LinkText.IsName(name))
            {
                names.Add(directory + name);
            }
        }
    }

    private static string? Prefixed(string prefix, string? name) => string.IsNullOrEmpty(name) ? null : prefix + LinkText.Replace(name);
}
