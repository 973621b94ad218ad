using System.Globalization;

namespace GuestCtl.Confining;

/// <summary>What the launcher is to do before a program's first instruction.</summary>
internal sealed record ConfinementPlan
{
    /// <summary>The program.</summary>
    public required string Program { get; init; }

    /// <summary>The layers to put in place.</summary>
    public required ConfinementLayers Layers { get; init; }

    /// <summary>What the program may open by name.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];

    /// <summary>The user and group to become, where the library runs as root. <value>Default: none.</value></summary>
    public uint? User { get; init; }

    /// <summary>Whether the program may use sockets. <value>Default: false.</value></summary>
    public bool Network { get; init; }

    /// <summary>Whether it gets a session of its own, so that Ctrl-C on the terminal does not reach it. <value>Default: false.</value></summary>
    public bool OwnSession { get; init; }

    /// <summary>All of its environment, as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Why layers were left out of the plan.</summary>
    public IReadOnlyList<MissingLayer> LeftOut { get; init; } = [];

    /// <summary>The launcher's own arguments.</summary>
    /// <param name="owner">The process id of the owner.</param>
    /// <param name="descriptors">What the program inherits, numbered from <see cref="InheritedDescriptor.First"/>.</param>
    public IEnumerable<string> Words(int owner, IReadOnlyList<InheritedDescriptor> descriptors)
    {
        var end = InheritedDescriptor.First + descriptors.Count;
        List<string> words = ["owner", Text(owner), "keep", Text(end), "report", Text(end)];
        if (OwnSession)
        {
            words.Add("session");
        }

        if (Network)
        {
            words.Add("network");
        }

        if (User is { } user && Layers.HasFlag(ConfinementLayers.User))
        {
            words.AddRange(["user", Text(user), "group", Text(user)]);
        }

        AddLayer(ConfinementLayers.Namespaces, "spaces");
        AddLayer(ConfinementLayers.Landlock, "landlock");
        AddLayer(ConfinementLayers.Filter, "filter");
        words.AddRange(Places.SelectMany(place => place.Words));
        for (var i = 0; i < descriptors.Count; i++)
        {
            if (descriptors[i].IsOpenedAgain)
            {
                words.AddRange(["readable", Text(InheritedDescriptor.First + i)]);
            }
        }

        return words.Concat(Environment.SelectMany(variable => new[] { "env", variable }));

        void AddLayer(ConfinementLayers layer, string word)
        {
            if (Layers.HasFlag(layer))
            {
                words.Add(word);
            }
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
