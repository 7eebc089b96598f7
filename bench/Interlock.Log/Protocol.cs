namespace Interlock.Log;

/// <summary>Types of lines (docs/uart-protocol.md). A test holds every word of this file against the firmware's own bytes.</summary>
public static class LineType
{
    public const string Boot = "BOOT";
    public const string Configuration = "CONF";
    public const string Options = "OPTN";
    public const string Info = "INFO";
    public const string Test = "TEST";
    public const string Sample = "SAMP";
    public const string Expected = "EXPT";
    public const string Event = "EVNT";
    public const string Procedure = "PROC";
    public const string Lesion = "LESN";
    public const string Statistics = "STAT";
}

/// <summary>Keys of fields.</summary>
public static class Key
{
    public const string Sequence = "seq";
    public const string Time = "t";
    public const string Firmware = "fw";
    public const string Protocol = "proto";
    public const string Build = "build";
    public const string Resets = "resets";
    public const string ConfigurationCrc = "cfg";
    public const string Limit = "limit";
    public const string Floor = "floor";
    public const string Backstop = "backstop";
    public const string Vote = "vote";
    public const string Tick = "tick";
    public const string Mains = "mains";
    public const string Longest = "max";
    public const string Wait = "wait";
    public const string Anticipates = "ant";
    public const string Step = "step";
    public const string Ok = "ok";
    public const string Tip = "tc";
    public const string SecondTip = "tc2";
    public const string ColdJunction = "cj";
    public const string Status = "sr";
    public const string SecondStatus = "sr2";
    public const string State = "st";
    public const string K1 = "k1";
    public const string K2 = "k2";
    public const string Levels = "io";
    public const string Dose = "cem";
    public const string Event = "ev";
    public const string Cause = "cause";
    public const string Why = "why";
    public const string Probe = "probe";
    public const string Probes = "probes";
    public const string Count = "n";
    public const string Gap = "gap";
    public const string Took = "took";
    public const string Duration = "dur";
    public const string Peak = "peak";
    public const string Width = "width";
    public const string PeakTime = "tpeak";
    public const string End = "end";
    public const string Ticks = "ticks";
    public const string Late = "late";
    public const string Worst = "worst";
    public const string Lost = "lost";
}

/// <summary>Names of events.</summary>
public static class EventName
{
    public const string Armed = "ARMED";
    public const string Released = "RELEASED";
    public const string Trip = "TRIP";
    public const string Also = "ALSO";
    public const string Acknowledged = "ACK";
    public const string Refused = "REFUSED";
    public const string Warning = "WARN";
    public const string WarningEnd = "WARN_END";
    public const string LockOut = "LOCKOUT";
    public const string LineMoved = "LINE_MOVED";
    public const string LineClosed = "LINE_CLOSED";
    public const string StillHeating = "STILL_HEATING";
    public const string Error = "ERROR";
    public const string CementWaitDone = "CEMENT_WAIT_DONE";

    /// <summary>Whether the event says that the line was opened.</summary>
    public static bool OpensLine(string name) => name is Trip or Released or LockOut;
}

/// <summary>What a second probe is for.</summary>
public static class ProbesName
{
    public const string One = "ONE";
    public const string OtherSide = "OTHER_SIDE";
    public const string SameSite = "SAME_SITE";

    public static IReadOnlyCollection<string> All { get; } = [One, OtherSide, SameSite];
}

/// <summary>Names of states.</summary>
public static class StateName
{
    public const string SelfTest = "SELF_TEST";
    public const string Inhibited = "INHIBITED";
    public const string Permitted = "PERMITTED";
    public const string Tripped = "TRIPPED";
    public const string LockedOut = "LOCKED_OUT";

    public static IReadOnlyList<string> All { get; } = [SelfTest, Inhibited, Permitted, Tripped, LockedOut];
}

/// <summary>The causes and reasons that the program itself asks for; <see cref="Meanings"/> has all.</summary>
public static class ReasonName
{
    public const string SensorOpen = "SENSOR_OPEN";
    public const string ProbeMoved = "PROBE_MOVED";
    public const string High = "HIGH";
    public const string Low = "LOW";
    public const string Spike = "SPIKE";
    public const string ArmHeld = "ARM_HELD";
    public const string Released = "RELEASED";
}
