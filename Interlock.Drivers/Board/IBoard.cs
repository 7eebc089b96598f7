namespace Interlock.Drivers.Board
{
    /// <summary>
    /// Contacts, buttons, lamps: all of the board but the chip and the UART.
    /// Takes and gives primitives only, since a struct by value costs heap on nanoCLR.
    /// </summary>
    public interface IBoard
    {
        /// <summary>Reads every input once.</summary>
        /// <returns>The bits of <see cref="Levels"/>, the two outputs of K1 included.</returns>
        int ReadLevels();

        /// <summary>Drives ENABLE of K1.</summary>
        /// <param name="on">False releases K1 at once.</param>
        void SetEnable(bool on);

        /// <summary>Drives K2_HOLD.</summary>
        /// <param name="holds">True keeps K2's latch set, whatever else happens.</param>
        void SetK2Hold(bool holds);

        /// <summary>Gives K1's watchdog one edge.</summary>
        void ToggleHeartbeat();

        /// <summary>Drives the red lamp and the sounder. Green is lit by contacts of the relays.</summary>
        void SetSignals(bool red, bool sounder);

        /// <summary>Opens the line by both channels, lights red and sounds. Never throws: it does without heap where there is none.</summary>
        void OpenLine();
    }
}
