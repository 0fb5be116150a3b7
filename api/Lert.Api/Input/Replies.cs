using Lert.Api.Errors;
using Lert.Grains;

namespace Lert.Api.Input;

/// <summary>What a grain answered.</summary>
internal static class Replies
{
    /// <summary>The view of an accepted command; a refusal leaves as the error that it is.</summary>
    /// <exception cref="InvalidOperationException">A grain accepted a command whose fields the edge had found wrong: a bug on the other side.</exception>
    public static TView Accepted<TView>(this Reply<TView> reply, RequestCheck check)
        where TView : class
    {
        if (reply.Refusal is { } refusal)
        {
            throw ApiError.Of(refusal).ToException();
        }

        return !check.Failed && reply.View is { } view
            ? view
            : throw new InvalidOperationException("A command with violations was not refused, or an accepted one left no view.");
    }
}
