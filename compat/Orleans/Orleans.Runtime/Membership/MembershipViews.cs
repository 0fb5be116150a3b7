namespace Orleans.Runtime.Membership;

/// <summary>The newest view, and those who wait for the next.</summary>
internal sealed class MembershipViews
{
    private volatile Link _newest = new(ClusterMembershipSnapshot.Empty);

    internal ClusterMembershipSnapshot Current => _newest.View;

    /// <summary>By one writer at a time. False if the view is not newer.</summary>
    internal bool TryPublish(ClusterMembershipSnapshot view)
    {
        Link last = _newest;
        if (view.Version <= last.View.Version)
        {
            return false;
        }

        _newest = new(view);
        last.Followed.SetResult();
        return true;
    }

    internal async IAsyncEnumerable<ClusterMembershipSnapshot> Follow([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Link link = _newest;
            yield return link.View;
            await link.Followed.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Link(ClusterMembershipSnapshot view)
    {
        internal ClusterMembershipSnapshot View { get; } = view;

        // Who waits must not run on the writer's thread.
        internal TaskCompletionSource Followed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
