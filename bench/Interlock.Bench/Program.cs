using Interlock.Bench.Cli;

return ConsoleApp.Run(args);
