namespace Lert.Domain.Legal;

/// <summary>The two duties pull in opposite directions, and every date follows from which of them it serves.</summary>
public enum Duty
{
    /// <summary>To preserve or to stay silent. Met late: released at the latest defensible reading.</summary>
    Keep,

    /// <summary>To answer, produce or notify. Met early: worked to the earliest defensible reading.</summary>
    Act,
}
