using Xunit.Sdk;
using Xunit.v3;

namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>Cases of a table run in the order in which they were recorded: one may leave something to the next.</summary>
public sealed class RecordedOrder : ITestCaseOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase
        => testCases;
}
