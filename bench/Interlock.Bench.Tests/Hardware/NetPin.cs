namespace Interlock.Bench.Tests.Hardware;

/// <summary>One pin of a part on a net of the schematic.</summary>
internal sealed record NetPin(string Net, string Reference, string Pin, string PinName, string Value);
