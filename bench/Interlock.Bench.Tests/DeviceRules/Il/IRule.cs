using System.Collections.Generic;

namespace Interlock.Bench.Tests.DeviceRules.Il;

/// <summary>One thing that device code must not do, decided from its IL.</summary>
internal interface IRule
{
    IEnumerable<Violation> Check(DeviceCode code);
}
