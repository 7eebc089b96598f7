using Interlock.Tissue;

namespace Interlock.Proofs.Study;

/// <summary>One ablation of the cohort: what the operator means to do, and the patient.</summary>
public sealed record Lesion(int Number, AblationPlan Plan);
