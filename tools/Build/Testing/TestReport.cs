using System.Xml;
using System.Xml.Linq;

namespace GuestCtl.Build.Testing;

/// <summary>Reads the XML that an xunit test program writes when it ends.</summary>
internal static class TestReport
{
    public static TestOutcome Read(string project, string xml)
    {
        XDocument document;
        try
        {
            document = XDocument.Parse(xml);
        }
        catch (XmlException broken)
        {
            return TestOutcome.Broken(project, $"its test report cannot be read: {broken.Message}");
        }

        var tests = document.Descendants("test").ToList();
        var failures = tests.Where(test => Result(test) == "Fail").Select(Describe)
            .Concat(document.Descendants("error").Select(error => $"{project}: {error.Attribute("name")?.Value} {Message(error)}"))
            .ToList();
        var skips = tests.Where(test => Result(test) == "Skip").Select(test => test.Element("reason")?.Value ?? "no reason given");
        return new TestOutcome(
            project,
            new TestTally(tests.Count(test => Result(test) == "Pass"), failures.Count, tests.Count(test => Result(test) == "Skip")),
            failures,
            [.. skips.Distinct()]);
    }

    private static string? Result(XElement test) => test.Attribute("result")?.Value;

    private static string Describe(XElement test) => $"{test.Attribute("name")?.Value}: {Message(test)}";

    private static string Message(XElement element) =>
        element.Descendants("message").FirstOrDefault()?.Value.TrimStart().Split('\n')[0].TrimEnd() ?? "no message";
}
