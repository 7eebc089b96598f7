namespace Interlock.Firmware.States
{
    /// <summary>The box's states. The relay line is commanded closed in <see cref="Permitted"/> only.</summary>
    public enum State
    {
        /// <summary>Proving both channels after power-on.</summary>
        SelfTest,

        /// <summary>Well, and waiting for ARM.</summary>
        Inhibited,

        /// <summary>The generator may run.</summary>
        Permitted,

        /// <summary>A row tripped; latched until acknowledged.</summary>
        Tripped,

        /// <summary>Not to be trusted until a power cycle.</summary>
        LockedOut,
    }
}
