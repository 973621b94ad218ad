using Google.Protobuf;
using Google.Protobuf.Reflection;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Model;

/// <summary>Reads the API from compiled descriptors with their comments.</summary>
internal sealed class ApiReader
{
    private readonly Dictionary<string, DescriptorProto> _messages = [];
    private readonly Dictionary<object, string> _comments = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Structure> _structures = [];
    private readonly FileDescriptorSet _files;

    private ApiReader(FileDescriptorSet files) => _files = files;

    public static Api Read(Stream descriptorSet)
    {
        var extensions = new ExtensionRegistry { OptionsExtensions.Fn, OptionsExtensions.Kind, OptionsExtensions.StructName, ReasonsExtensions.Argument };
        return new ApiReader(FileDescriptorSet.Parser.WithExtensionRegistry(extensions).ParseFrom(descriptorSet)).Read();
    }

    private Api Read()
    {
        foreach (var file in _files.File.Where(f => f.Package == "guestctl"))
        {
            ReadComments(file);
            foreach (var message in file.MessageType)
            {
                _messages.Add(message.Name, message);
            }
        }

        foreach (var message in _messages.Values.Where(m => m.Options?.HasExtension(OptionsExtensions.StructName) == true))
        {
            _structures.Add(message.Name, ReadStructure(message));
        }

        var families = _files.File.Where(f => f.Package == "guestctl").SelectMany(f => f.Service)
            .Select(s => new Family(s.Name, Comment(s), [.. s.Method.Select(m => ReadFunction(s.Name, m))]))
            .OrderBy(f => f.Name, StringComparer.Ordinal);
        var api = new Api([.. families], [.. _structures.Values], ReadReasons());
        ApiChecks.Run(api);
        return api;
    }

    private IReadOnlyList<ErrorReason> ReadReasons()
        =>
        [
            .. _files.File.Where(f => f.Package == "guestctl").SelectMany(f => f.EnumType).Where(e => e.Name == nameof(Reason)).SelectMany(e => e.Value)
                .Select(v => new ErrorReason(
                    Names.Pascal(v.Name[(nameof(Reason).Length + 1)..].ToLowerInvariant()), v.Number, Comment(v), [.. v.Options?.GetExtension(ReasonsExtensions.Argument) ?? []])),
        ];

    private Function ReadFunction(string family, MethodDescriptorProto method)
    {
        var facts = method.Options?.GetExtension(OptionsExtensions.Fn)
            ?? throw new ApiException($"{family}.{method.Name} has no (fn) option");
        var request = _messages[Function.TypeName(method.InputType)];
        return new Function(family, method, facts, [.. request.Field.Select((field, index) => ReadArgument(field, request.Field.Take(index).Any(f => f.Proto3Optional)))], ReadReturns(method), Comment(method));
    }

    private Argument ReadArgument(FieldDescriptorProto field, bool followsOptional)
        => new(field, field.Options?.GetExtension(OptionsExtensions.Kind) ?? Kind.Data, Comment(field), followsOptional);

    private ReturnShape ReadReturns(MethodDescriptorProto method)
    {
        var type = Function.TypeName(method.OutputType);
        if (_structures.TryGetValue(type, out var structure))
        {
            return new(ReturnKind.Structure, structure, method.ServerStreaming);
        }

        if (type.EndsWith("List", StringComparison.Ordinal) && _structures.TryGetValue(type[..^4], out structure))
        {
            return new(ReturnKind.StructureList, structure, method.ServerStreaming);
        }

        var kind = type switch
        {
            "Nothing" => ReturnKind.Nothing,
            "BoolReply" => ReturnKind.Bool,
            "IntReply" => ReturnKind.Int,
            "Int64Reply" => ReturnKind.Int64,
            "StringReply" or "ConstStringReply" or "DeviceReply" or "StringPart" => ReturnKind.String,
            "OptionalConstStringReply" => ReturnKind.OptionalString,
            "BytesReply" or "BytesPart" => ReturnKind.Bytes,
            "Chunk" => ReturnKind.File,
            _ when type.EndsWith("ListReply", StringComparison.Ordinal) => ReturnKind.StringList,
            _ when type.EndsWith("MapReply", StringComparison.Ordinal) => ReturnKind.Map,
            _ => throw new ApiException($"{method.Name} replies with {type}, for which there is no returned type"),
        };
        return new(kind, null, method.ServerStreaming);
    }

    private Structure ReadStructure(DescriptorProto message)
    {
        var prefix = SharedPrefix([.. message.Field.Select(f => f.Name)]);
        var fields = message.Field.Select(f => new StructureField(f, Names.Pascal(f.Name[prefix..])));
        return new(message.Options.GetExtension(OptionsExtensions.StructName), message.Name, Comment(message), [.. fields]);
    }

    private static int SharedPrefix(string[] names)
    {
        var length = names[0].IndexOf('_', StringComparison.Ordinal) + 1;
        return length > 0 && names.Length > 1 && names.All(n => n.StartsWith(names[0][..length], StringComparison.Ordinal) && n.Length > length) ? length : 0;
    }

    private string Comment(object element) => _comments.GetValueOrDefault(element, "");

    // The numbers are protobuf's own: the path of field numbers to an element in its file descriptor.
    private void ReadComments(FileDescriptorProto file)
    {
        foreach (var location in file.SourceCodeInfo?.Location ?? [])
        {
            object? element = location.Path.ToArray() switch
            {
                [4, var m] => file.MessageType[m],
                [4, var m, 2, var f] => file.MessageType[m].Field[f],
                [5, var e, 2, var v] => file.EnumType[e].Value[v],
                [6, var s] => file.Service[s],
                [6, var s, 2, var m] => file.Service[s].Method[m],
                _ => null,
            };
            if (element is not null)
            {
                _comments[element] = string.Join('\n', location.LeadingComments.Split('\n').Select(l => l.Trim())).Trim();
            }
        }
    }
}
