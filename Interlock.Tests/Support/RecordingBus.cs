using System;
using Interlock.Drivers.Max31856;

namespace Interlock.Tests.Support
{
    /// <summary>Writes down each frame as hex, and answers with the registers that a test has set.</summary>
    public sealed class RecordingBus : ISpiBus
    {
        /// <summary>What a read brings, from register 00 on.</summary>
        public readonly byte[] Registers = new byte[Register.Count];

        /// <summary>The frames sent: bytes in hex, a bar between frames.</summary>
        public string Frames { get; private set; } = "";

        /// <summary>Forgets the frames.</summary>
        public void Forget()
        {
            Frames = "";
        }

        /// <inheritdoc/>
        public void Transfer(byte[] write, byte[] read)
        {
            if (write.Length != read.Length) throw new ArgumentException();
            if (Frames.Length > 0) Frames += "|";
            for (int i = 0; i < write.Length; i++) Frames += (i > 0 ? " " : "") + write[i].ToString("X2");
            if ((write[0] & Register.Write) == 0) Array.Copy(Registers, 0, read, 1, read.Length - 1);
        }
    }
}
