namespace Interlock.Proofs.Exploration;

/// <summary>Where the proof test stands.</summary>
/// <param name="Fields">What it remembers, as <see cref="FieldImage"/> has it.</param>
/// <param name="ThresholdSixteenths">The chip's high threshold, 1/16 degC.</param>
/// <param name="Passed">Steps that an onlooker has seen pass.</param>
public readonly record struct ProofPlace(string Fields, int ThresholdSixteenths, int Passed);
