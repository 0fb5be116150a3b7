namespace Lert.Paging.Gateway;

/// <summary>How the gateway treats what comes. Read with each request, so a test may change it at any time.</summary>
public sealed record Behaviour
{
    /// <summary>How long each answer takes.</summary>
    public TimeSpan Slow { get; init; }

    /// <summary>The first so many requests of each delivery are answered with <see cref="FailWith"/>.</summary>
    public int FailFirst { get; init; }

    /// <summary>The status of those failures.</summary>
    public int FailWith { get; init; } = 503;

    /// <summary>The <c>Retry-After</c> of those failures, in seconds; 0 for none.</summary>
    public int RetryAfter { get; init; }

    /// <summary>The first so many requests of each delivery are taken, and their connection is cut before anything is answered: the sender cannot know.</summary>
    public int CutAfterTaking { get; init; }

    /// <summary>The first so many requests of each delivery end in the middle: the connection is cut, and nothing was taken.</summary>
    public int DieInTheMiddle { get; init; }

    /// <summary>Nothing is answered at all until it is let go.</summary>
    public bool Hang { get; init; }

    /// <summary>Where to send callers to instead of answering.</summary>
    public Uri? Redirect { get; init; }
}
