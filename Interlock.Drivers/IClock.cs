namespace Interlock.Drivers
{
    /// <summary>The only time that the decisions see.</summary>
    public interface IClock
    {
        /// <summary>Microseconds since power-on; never goes back.</summary>
        long NowUs();
    }
}
