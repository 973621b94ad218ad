namespace GuestCtl.ApiGen.Emit;

/// <summary>All services of the API in one place, for who carries calls on without implementing them.</summary>
internal static class ServiceList
{
    public static string Write(Model.Api api)
    {
        var writer = CodeWriter.CSharp("Wire = GuestCtl.Protocol.Api");
        writer.Line("namespace GuestCtl.Calls;").Line().Open("internal static class ApiServices");
        writer.Open("public static void BindAll(global::Grpc.Core.ServiceBinderBase binder)");
        foreach (var family in api.Families)
        {
            writer.Line($"Wire.{family.Name}.BindService(binder, null);");
        }

        return writer.Close().Close().ToString();
    }
}
