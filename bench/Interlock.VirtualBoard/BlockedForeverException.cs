using System;

namespace Interlock.VirtualBoard;

/// <summary>A device call that would never have returned on the device. The board ran on for a while before this was thrown.</summary>
public sealed class BlockedForeverException : Exception
{
    public BlockedForeverException(string message)
        : base(message)
    {
    }
}
