using Google.Protobuf.WellKnownTypes;
using Lert.Grains.Cluster;

namespace Lert.Api.Cluster;

internal static class ClusterMapping
{
    public static V1.ClusterStatus ToProto(this ClusterView view) => new()
    {
        ClusterId = view.ClusterId,
        Store = view.Store,
        ReadAt = view.ReadAt.ToProto(),
        ViewVersion = view.ViewVersion,
        Members = { view.Members.Select(ToProto) },
        Backlog = new V1.ClusterBacklog
        {
            TimersDue = view.Backlog.Due,
            LatestBy = Duration.FromTimeSpan(view.Backlog.Late),
            Messages = view.Backlog.Waiting,
            OldestFor = Duration.FromTimeSpan(view.Backlog.Oldest),
        },
        Restore = view.Restore?.ToProto(),
        CommitsPerSecond = view.Members.Where(member => member.Status == "Active").Sum(member => member.Report?.CommitsPerSecond ?? 0),
    };

    public static V1.Restore ToProto(this RestoreView view) =>
        new() { Etag = view.Entry.ToEtag(), Waits = view.Waits, Reason = view.Reason, At = view.At.ToProto(), By = view.By };

    private static V1.ClusterMember ToProto(MemberView member) => new()
    {
        Address = member.Address,
        Name = member.Name,
        Status = member.Status,
        Report = member.Report is { } report ? ToProto(report) : null,
    };

    private static V1.MemberReport ToProto(MemberReport report) => new()
    {
        Age = Duration.FromTimeSpan(report.Age),
        Version = report.Version,
        Url = report.Url,
        StartedAt = report.StartedAt.ToProto(),
        Slots = report.FirstSlot >= 0 ? new V1.SlotRange { First = report.FirstSlot, Last = report.LastSlot } : null,
        Activations = report.Activations,
        CommitsPerSecond = report.CommitsPerSecond,
        ClockSkew = report.Skew is { } skew ? Duration.FromTimeSpan(skew) : null,
        Problems = { report.Problems },
    };
}
