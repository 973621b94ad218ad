namespace GuestCtl.Appliances;

/// <summary>The appliance could not be built or is damaged. The message says what was tried, what happened, and what to do.</summary>
public sealed class ApplianceBuildException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was tried, what happened, and what to do.</param>
    /// <param name="inner">The cause, when another exception is it.</param>
    public ApplianceBuildException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
