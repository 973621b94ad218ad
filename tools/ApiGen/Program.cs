namespace GuestCtl.ApiGen;

internal static class Program
{
    private static int Main() => 0;
}
