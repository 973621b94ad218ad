namespace GuestCtl.Cli.Files;

/// <summary>What a listing has to know of each entry.</summary>
internal enum ListingNeeds
{
    /// <summary>Its name.</summary>
    Names,

    /// <summary>Whether it is a directory as well.</summary>
    Kinds,

    /// <summary>Its status and a link's target as well.</summary>
    Details,

    /// <summary>The status of all before the first is shown, for columns that are as wide as they have to be.</summary>
    Columns,
}
