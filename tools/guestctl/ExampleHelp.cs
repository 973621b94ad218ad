using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GuestCtl.Cli.Commands;

namespace GuestCtl.Cli;

/// <summary>The usual help, followed by the command's examples.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new ExampleHelp((HelpAction)option.Action!);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is CliCommand { Examples: { Count: > 0 } examples })
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var (commandLine, effect) in examples)
            {
                output.WriteLine($"  {commandLine}");
                output.WriteLine($"      {effect}");
            }
        }

        return ExitCode.Ok;
    }
}
