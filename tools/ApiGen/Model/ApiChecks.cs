using System.Text.RegularExpressions;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Model;

/// <summary>The rules that every declared function keeps.</summary>
internal static partial class ApiChecks
{
    public static void Run(Api api)
    {
        var errors = api.Functions.SelectMany(Check)
            .Concat(Duplicates(api.Functions.SelectMany(f => f.Facts.Aliases.Prepend(f.Name)), "function"))
            .ToList();
        if (errors.Count > 0)
        {
            throw new ApiException(string.Join(Environment.NewLine, errors));
        }
    }

    private static IEnumerable<string> Check(Function function)
    {
        var where = $"{function.Family}.{function.MethodName}";
        if (!IsSentence(function.Summary))
        {
            yield return $"{where} has no doc comment, or one that is not a sentence";
        }

        if (function.Facts.Since != "guestctl" && !VersionPattern().IsMatch(function.Facts.Since))
        {
            yield return $"{where} has no version since which it exists";
        }

        if (Names.Pascal(function.Name) != function.MethodName)
        {
            yield return $"{where} has the name {function.Name}, which does not match";
        }

        foreach (var argument in function.Arguments)
        {
            if (argument.Doc.Length == 0)
            {
                yield return $"{where}: the argument {argument.Field.Name} has no doc comment";
            }

            if (!Enum.IsDefined(argument.Kind))
            {
                yield return $"{where}: the argument {argument.Field.Name} has an unknown kind";
            }
        }

        if (function.Method.ClientStreaming && function.Arguments.Count(a => a.Kind is Kind.FileIn or Kind.Bytes) != 1)
        {
            yield return $"{where} streams to the daemon, so it needs exactly one argument of kind FILE_IN or BYTES";
        }

        if ((function.Returns.Kind == ReturnKind.File) != (function.FileOut is not null))
        {
            yield return $"{where}: a FILE_OUT argument and a reply of chunks go together";
        }

        if (function.Arguments.SkipWhile(a => !a.IsOptional).Any(a => !a.IsOptional))
        {
            yield return $"{where}: optional arguments come after all others";
        }
    }

    private static IEnumerable<string> Duplicates(IEnumerable<string> names, string what)
        => names.GroupBy(n => n).Where(g => g.Count() > 1 && g.Distinct().Count() == 1).Select(g => $"the {what} {g.Key} is declared twice");

    private static bool IsSentence(string text) => text.Length > 10 && text.EndsWith('.') && !text.StartsWith("DOC", StringComparison.Ordinal);

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex VersionPattern();
}
