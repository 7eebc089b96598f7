using System;
using Interlock.Drivers.Board;

namespace Interlock.Proofs.Acceptance;

/// <summary>The board with something wrong in what the firmware reads of it.</summary>
internal sealed class DefectiveLevels(IBoard inner, Func<int, int> change) : IBoard
{
    public int ReadLevels() => change(inner.ReadLevels());

    public void SetEnable(bool on) => inner.SetEnable(on);

    public void ToggleHeartbeat() => inner.ToggleHeartbeat();

    public void SetK2Hold(bool holds) => inner.SetK2Hold(holds);

    public void SetSignals(bool red, bool sounder) => inner.SetSignals(red, sounder);

    public void OpenLine() => inner.OpenLine();
}
