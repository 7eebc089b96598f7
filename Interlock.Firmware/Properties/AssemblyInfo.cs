using System.Reflection;

[assembly: AssemblyTitle("Interlock.Firmware")]
[assembly: AssemblyVersion("1.1.0.0")]
[assembly: AssemblyFileVersion("1.1.0.0")]
