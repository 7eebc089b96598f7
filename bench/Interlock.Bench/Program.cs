using System.Text;
using Interlock.Bench.Cli;

try
{
    // Big digits, dots and degree signs: a Windows console has another code page until it is told.
    Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}
catch (IOException)
{
    // There is no console.
}

return ConsoleApp.Run(args);
