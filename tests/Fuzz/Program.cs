using GuestCtl.Fuzz.Engine;

return args is ["fuzz", .. var rest]
    ? await FuzzProgram.RunAsync(rest, Console.Out)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
