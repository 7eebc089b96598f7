using System;

namespace Interlock.Station.Acceptance.Running;

/// <summary>The technician ended the test.</summary>
public sealed class GivenUpException() : Exception("given up by the operator");
