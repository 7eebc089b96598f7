namespace Interlock.VirtualBoard;

/// <summary>What a conversion comes to, in the chip's units, and whether anything was out of range.</summary>
internal readonly record struct Reading(int ThermocoupleCounts, int ColdJunctionCounts, byte RangeBits);
