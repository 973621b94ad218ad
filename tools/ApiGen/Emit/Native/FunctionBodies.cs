using GuestCtl.ApiGen.Model.Native;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Emit.Native;

/// <summary>The C code of functions: each puts its arguments into a request and turns the reply into what it returns.</summary>
internal static class FunctionBodies
{
    // Hand-written in the face: they are about itself, and a program calls them by these names.
    private static readonly HashSet<string> OnlyByHand = ["set_trace", "get_trace", "c_pointer", "user_cancel", "parse_environment", "set_identifier", "set_selinux", "get_selinux"];

    // Hand-written in the face, which calls the generated function by another name.
    private const string Wrapped = "parse_environment_list";

    // The process of the handle knows by it what this build has not.
    private const string MissingPaths = "/missing/";

    // Its progress is that of no call of the daemon.
    private const string Unnumbered = "launch";

    // Ends when another thread calls umount_local.
    private const string Lasting = "mount_local_run";

    public static string Write(IEnumerable<NativeFunction> functions)
    {
        var writer = new CodeWriter().Line("/* Generated from the description of the API. */").Line("#include \"face.h\"").Line("#include \"structure_tables.h\"");
        foreach (var (index, function) in functions.Index().Where(f => !OnlyByHand.Contains(f.Item.Name)))
        {
            writer.Line();
            if (!function.IsByHand)
            {
                WriteMethod(writer, function, function.Name == Unnumbered ? 0 : index + 1);
                WriteWhole(writer, function);
            }

            if (function.Options.Count > 0)
            {
                OptionForms.Write(writer, function);
            }

            if (function.HasPlainForm)
            {
                var options = function.Options.Count > 0 ? ", NULL" : "";
                writer.Open($"PUBLIC {Signatures.Plain(function)}")
                    .Line($"return guestfs_{function.CName}{(function.Options.Count > 0 ? "_argv" : "")}({Signatures.Forwarded(function)}{options});").Close();
            }
        }

        return writer.ToString();
    }

    private static void WriteMethod(CodeWriter writer, NativeFunction function, int number)
    {
        var path = function.Declared?.FullName ?? MissingPaths + function.Name;
        var flags = function.Name == Lasting ? "FACE_LASTS" : TakesHostPaths(function) ? "FACE_HOST_PATHS" : "0";
        writer.Line($"static const struct face_method method_{function.Name} = {{ \"{function.Name}\", \"{function.CName}\", \"{path}\", {flags}, {number} }};");
    }

    // A launch looks for what was named by set_hv and set_path.
    private static bool TakesHostPaths(NativeFunction function) => function.Declared?.Facts.Side == Side.Host
        && (function.Name == "launch" || function.Arguments.Concat(function.Options).Any(a => a.IsList || (a.Type == "const char *" && a.Kind != "key")));

    private static void WriteWhole(CodeWriter writer, NativeFunction function)
    {
        if (function.Name == Wrapped)
        {
            var name = Signatures.Whole(function).Replace("guestfs_" + function.CName, "face_" + function.CName, StringComparison.Ordinal);
            writer.Line($"{name};").Open(name);
        }
        else
        {
            writer.Open($"PUBLIC {Signatures.Whole(function)}");
        }

        writer.Line("struct face_call call;").Line($"if (face_begin(&call, g, &method_{function.Name}) == -1)").Indented($"return {(function.ReturnsNumber ? "-1" : "NULL")};");
        foreach (var argument in function.Arguments)
        {
            writer.Line(Argument(function, argument));
        }

        if (function.Options.Count > 0)
        {
            OptionForms.WriteArguments(writer, function);
        }

        writer.Line($"return {Result(function)};").Close();
    }

    private static string Argument(NativeFunction function, NativeArgument argument) => argument.Kind switch
    {
        "bool" => $"face_truth(&call, {argument.Number}, {argument.Name});",
        "int" or "int64" => $"face_number(&call, {argument.Number}, {argument.Name});",
        "key" => $"face_secret(&call, {argument.Number}, \"{argument.Name}\", {argument.Name});",
        "optional_string" => $"face_optional_text(&call, {argument.Number}, \"{argument.Name}\", {argument.Name});",
        "bytes" when function.Declared?.Streamed is not null => $"face_content(&call, {argument.Number}, \"{argument.Name}\", {argument.Forwarded});",
        "bytes" => $"face_bytes(&call, {argument.Number}, \"{argument.Name}\", {argument.Forwarded});",
        "guid" => $"face_guid(&call, {argument.Number}, \"{argument.Name}\", {argument.Name});",
        "list<filename>" => $"face_file_names(&call, {argument.Number}, \"{argument.Name}\", {argument.Name});",
        "file_in" => $"face_file_in(&call, {argument.Number}, \"{argument.Name}\", {argument.Name});",
        "file_out" => $"face_file_out(&call, \"{argument.Name}\", {argument.Name});",
        _ when argument.IsList => $"face_texts(&call, {argument.Number}, \"{argument.Name}\", {argument.Name});",
        _ when argument.IsPointer && function.Declared is not null => $"face_domain(&call, {argument.Number}, \"{argument.Name}\", {argument.Name});",
        _ when argument.IsPointer => $"face_pointer(&call, \"{argument.Name}\", {argument.Name});",
        _ => $"face_text(&call, {argument.Number}, \"{argument.Name}\", {argument.Name});",
    };

    private static string Result(NativeFunction function) => function.Returns switch
    {
        "none" => "face_nothing(&call)",
        "bool" or "int" => "face_int(&call)",
        "int64" => "face_int64(&call)",
        "string" or "device" => "face_string(&call)",
        "const_string" => "face_const_string(&call)",
        "optional_const_string" => "face_optional_const_string(&call)",
        "bytes" => "face_buffer_reply(&call, size_r)",
        _ when function.ReturnsStructureList => $"face_structure_list(&call, &face_{function.Structure})",
        _ when function.Structure is not null => $"face_structure(&call, &face_{function.Structure})",
        _ when function.Returns.StartsWith("map<", StringComparison.Ordinal) => "face_map(&call)",
        _ => "face_string_list(&call)",
    };
}
