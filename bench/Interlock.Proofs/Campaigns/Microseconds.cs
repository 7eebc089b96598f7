namespace Interlock.Proofs.Campaigns;

/// <summary>Campaigns reckon in the board's microseconds and print milliseconds.</summary>
public static class Microseconds
{
    public const long Millisecond = 1_000;
    public const long Second = 1_000_000;

    public static double ToMs(long us) => us / 1000.0;
}
