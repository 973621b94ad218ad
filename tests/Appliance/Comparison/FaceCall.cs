using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>Calls a function of the handle by its libguestfs name.</summary>
/// <param name="guest">The handle.</param>
/// <param name="hostDirectory">Where files of the host are.</param>
internal sealed partial class FaceCall(GuestFs guest, string hostDirectory)
{
    private const string HostPrefix = "host:";

    /// <summary>Makes the call.</summary>
    /// <returns>The answer as a table has it: text for numbers and strings, null for nothing, errno and message for an error.</returns>
    public JsonNode? Invoke(JsonArray words)
    {
        var optional = words[^1] as JsonObject;
        var arguments = words.Skip(1).Take(words.Count - 1 - (optional is null ? 0 : 1)).ToList();
        var method = Find((string)words[0]!, arguments.Count);
        var values = method.GetParameters().Select((parameter, i) => i < arguments.Count ? Value(arguments[i], parameter.ParameterType) : Optional(optional, parameter)).ToArray();
        try
        {
            return FaceAnswer.ToJson(method.Invoke(guest, values));
        }
        catch (TargetInvocationException e) when (e.InnerException is GuestOperationException error)
        {
            return new JsonObject { ["errno"] = error.Errno, ["message"] = error.Message };
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException error)
        {
            return new JsonObject { ["errno"] = 22, ["message"] = error.Message };
        }
    }

    /// <summary>The method of a function that takes paths, not streams, for files of the host.</summary>
    public static MethodInfo? Find(string function)
    {
        var name = string.Concat(function.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return typeof(GuestFs).GetMethods().SingleOrDefault(method => method.Name == name && method.GetParameters().All(parameter => parameter.ParameterType != typeof(Stream)));
    }

    private static MethodInfo Find(string function, int arguments)
    {
        var method = Find(function) ?? throw new InvalidOperationException($"There is no function {function}.");
        var required = method.GetParameters().Count(parameter => !parameter.HasDefaultValue);
        return required == arguments ? method : throw new InvalidOperationException($"{function} takes {required} arguments, not {arguments}.");
    }

    private object? Optional(JsonObject? given, ParameterInfo parameter)
    {
        var match = given?.FirstOrDefault(pair => pair.Key.Replace("_", "", StringComparison.Ordinal).Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
        return match?.Key is null ? parameter.DefaultValue : Value(match.Value.Value, Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType);
    }

    private object? Value(JsonNode? word, Type type)
    {
        if (word is null)
        {
            return null;
        }

        if (word is JsonArray list)
        {
            return list.Select(item => Text((string)item!)).ToArray();
        }

        if (type == typeof(ReadOnlyMemory<byte>))
        {
            return new ReadOnlyMemory<byte>(FaceAnswer.Bytes.GetBytes(Repeated((string)word!)));
        }

        if (type == typeof(bool))
        {
            return word.GetValueKind() switch { System.Text.Json.JsonValueKind.True => true, System.Text.Json.JsonValueKind.False => false, _ => (long)word != 0 };
        }

        return type == typeof(string)
            ? Text(word.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)word! : word.ToJsonString())
            : Convert.ChangeType((long)word, type, CultureInfo.InvariantCulture);
    }

    private string Text(string word)
    {
        var text = word.StartsWith(HostPrefix, StringComparison.Ordinal) ? Path.Combine(hostDirectory, word[HostPrefix.Length..]) : word;
        return Protocol.Text.GuestText.Decode(FaceAnswer.Bytes.GetBytes(Repeated(text)));
    }

    // "{3*ab}" stands for "ababab".
    private static string Repeated(string word)
        => Repetition().Replace(word, match => string.Concat(Enumerable.Repeat(match.Groups[2].Value, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))));

    [GeneratedRegex(@"\{(\d+)\*(.*?)\}", RegexOptions.Singleline)]
    private static partial Regex Repetition();
}
