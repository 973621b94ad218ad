using System.Text.RegularExpressions;

namespace GuestCtl.ApiGen.Tests;

/// <summary>A declared function is a tested one.</summary>
public sealed class TestedFunctionsTests
{
    [Fact]
    public void Every_declared_function_is_called_by_a_test()
    {
        var sources = new[] { "Appliance", "Client" }
            .SelectMany(project => Directory.GetFiles(Path.Combine(Protoc.Repository, "tests", project), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Select(File.ReadAllText);
        var called = new HashSet<string>(sources.SelectMany(text => Regex.Matches(text, @"\.(\w+?)(Async)?\b").Select(m => m.Groups[1].Value)));
        Assert.Equal([], Protoc.ReadProject().Functions.Select(f => f.MethodName).Where(name => !called.Contains(name)));
    }
}
