namespace Lert.Grains.Cases;

/// <summary>The states of a case. How it goes from one to the next stands in <see cref="CaseMachine"/>.</summary>
public enum CaseStatus
{
    Unspecified = 0,
    Received = 1,
    Triaged = 2,
    Validating = 3,

    /// <summary>Its holds keep the data.</summary>
    Preserved = 4,
    Closed = 5,

    /// <summary>The requester was asked something. Our own clocks pause, legal ones do not.</summary>
    AwaitingRequester = 6,
    LegalReview = 7,

    /// <summary>What was asked for may be produced, as far as the process reaches.</summary>
    Approved = 8,

    /// <summary>Approved, for less than was asked for.</summary>
    Narrowed = 9,
    Rejected = 10,

    /// <summary>The process itself is disputed: nothing is produced meanwhile, and its holds are locked.</summary>
    Challenged = 11,
    Collecting = 12,
    QualityCheck = 13,
    DisclosureApproval = 14,
    Delivered = 15,

    /// <summary>The requester has confirmed the receipt.</summary>
    Acknowledged = 16,

    /// <summary>By the requester.</summary>
    Withdrawn = 17,
    Duplicate = 18,
    Reopened = 19,
}
