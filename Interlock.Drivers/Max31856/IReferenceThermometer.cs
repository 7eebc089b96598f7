namespace Interlock.Drivers.Max31856
{
    /// <summary>A second decoder of the same chip, for one step of the self-test; it never decides anything else.</summary>
    public interface IReferenceThermometer
    {
        /// <summary>Starts the chip its own way; needs the chip off before, and leaves another configuration behind.</summary>
        void Start();

        /// <summary>The tip temperature of the newest conversion.</summary>
        /// <returns>1/128 degC.</returns>
        int ReadTipCounts();
    }
}
