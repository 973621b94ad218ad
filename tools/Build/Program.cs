using GuestCtl.Build;

return await BuildProgram.RunAsync(args, Workspace.Containing(AppContext.BaseDirectory), Console.Out, Console.Error);
