namespace GuestCtl.Handle;

/// <summary>Where a handle is in its life. The first three numbers are those of get_state.</summary>
internal enum HandleState
{
    /// <summary>Not launched, or shut down: drives and settings can be given.</summary>
    Config = 0,

    /// <summary>The appliance is on its way.</summary>
    Launching = 1,

    /// <summary>The appliance takes calls.</summary>
    Ready = 2,

    /// <summary>The appliance was lost; every call reports why.</summary>
    Lost = 3,

    /// <summary>The handle is closed.</summary>
    Closed = 4,
}
