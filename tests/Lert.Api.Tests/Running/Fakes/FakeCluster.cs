using System.Collections.Concurrent;
using System.Reflection;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Cluster;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Journal;
using Lert.Grains.Letters;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Lert.Api.Tests.Running;

/// <summary>Grains whose answers a test chooses, behind the interfaces of the real ones. Every call is written down.</summary>
public sealed partial class FakeCluster
{
    public FakeCluster()
    {
        Factory = DispatchProxy.Create<IClusterClient, FactoryProxy>();
        ((FactoryProxy)(object)Factory).Cluster = this;
        Archive = new FakeArchive(this);
    }

    public IClusterClient Factory { get; }

    public ConcurrentQueue<FakeCall> Calls { get; } = [];

    public FakeArchive Archive { get; }

    /// <summary>As the real shells: violations first.</summary>
    public static Task<Reply<TView>> Refused<TView>(CommandStamp stamp, string code)
        where TView : class =>
        Task.FromResult(new Reply<TView>(null, stamp.Violations.IsEmpty ? new Refusal(code, "The rules say no.") : Refusal.Invalid(stamp.Violations)));

    public static Task<Reply<TView>> Accepted<TView>(CommandStamp stamp, TView view)
        where TView : class =>
        stamp.Violations.IsEmpty ? Task.FromResult(new Reply<TView>(view, null)) : Refused<TView>(stamp, "");

    private void Note(string grain, string method, string key, params object?[] arguments) => Calls.Enqueue(new FakeCall(grain, method, key, arguments));

    /// <summary>Nothing here is ticked, and no message is delivered.</summary>
    private abstract class FakeActor
    {
        public Task Tick() => throw new NotSupportedException();

        public Task<Refusal?> Deliver(Message message) => throw new NotSupportedException();
    }

    private class FactoryProxy : DispatchProxy
    {
        public FakeCluster Cluster { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == "get_ServiceProvider")
            {
                // No streams here: watchers poll.
                return new ServiceCollection().BuildServiceProvider();
            }

            var key = (string)args![0]!;
            var grain = targetMethod.GetGenericArguments()[0];
            return grain == typeof(ICaseGrain) ? new FakeCase(Cluster, key)
                : grain == typeof(IHoldGrain) ? new FakeHold(Cluster, key)
                : grain == typeof(IAccountGrain) ? new FakeAccount(Cluster, key)
                : grain == typeof(IResponderGrain) ? new FakeResponder(Cluster, key)
                : grain == typeof(IPageGrain) ? new FakePage(Cluster, key)
                : grain == typeof(IDisclosureGrain) ? new FakeDisclosure(Cluster, key)
                : grain == typeof(ILetterGrain) ? new FakeLetter(Cluster, key)
                : grain == typeof(IClusterGrain) ? new FakeDesk(Cluster, key)
                : grain == typeof(IRequesterGrain) ? new FakeRequester(Cluster, key)
                : grain == typeof(IRotaGrain) ? new FakeRota(Cluster, key)
                : grain == typeof(IArchiveGrain) ? Cluster.Archive
                : throw new NotSupportedException(grain.Name);
        }
    }
}
