namespace GuestCtl.Server;

internal static class Program
{
    private static Task<int> Main(string[] arguments) => new ServerProgram(Console.Out, Console.Error).RunAsync(arguments);
}
