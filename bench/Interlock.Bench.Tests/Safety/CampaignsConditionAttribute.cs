using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Interlock.Bench.Tests.Safety;

/// <summary>Runs a test only where the output of the campaigns is at hand.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CampaignsConditionAttribute() : ConditionBaseAttribute(ConditionMode.Include)
{
    public override bool IsConditionMet => !string.IsNullOrEmpty(Campaigns.Folder);

    public override string GroupName => nameof(CampaignsConditionAttribute);
}
