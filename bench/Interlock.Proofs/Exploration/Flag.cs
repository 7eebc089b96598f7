namespace Interlock.Proofs.Exploration;

/// <summary>The booleans of DecisionInputs as bits, turned so that none is set in a tick in which nothing happens.</summary>
public static class Flag
{
    public const int CauseQuiet = 0x001;
    public const int HasCooled = 0x002;
    public const int K2Released = 0x004;
    public const int ArmBegan = 0x008;
    public const int ArmPressed = 0x010;
    public const int ArmClicked = 0x020;
    public const int ArmHeldTooLong = 0x040;
    public const int TestPassed = 0x080;
    public const int TestFailed = 0x100;

    /// <summary>How many there are.</summary>
    public const int Count = 9;

    /// <summary>Every combination: 0 to this, less one.</summary>
    public const int Combinations = 1 << Count;
}
