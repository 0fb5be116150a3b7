using Lert.Api.Cases;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Api.Notices;

/// <summary>From the contracts of notices to lert.v1. The numbers of enums are the same on both sides, and a test says so.</summary>
internal static class NoticeMapping
{
    public static V1.Notice ToNotice(this CaseView view, NoticeGate gate)
    {
        var (plan, notice) = (view.File.Notice, view.File.Notice.Notice);
        return new V1.Notice
        {
            CaseId = view.CaseId,
            Etag = view.Version.ToEtag(),
            Duty = (V1.NoticeDuty)plan.Duty,
            Because = plan.Because,
            Source = plan.Source,
            Refusal = gate.Code,
            RefusalBecause = gate.Reason,
            DiscloseFrom = gate.NotBefore.ToProto(),
            Orders = { notice.Orders.Select(ToProto) },
            Exception = notice.Exception is { } exception ? ToProto(exception) : null,
            Given = { notice.Given.Select(ToProto) },
            Clocks = { plan.Clocks.Select(clock => clock.ToProto()) },
        };
    }

    private static V1.SilenceOrder ToProto(SilenceOrder order) => new()
    {
        OrderId = order.OrderId,
        Basis = (V1.SilenceBasis)order.Basis,
        Authority = order.Authority,
        Reference = order.Reference,
        Term = new V1.SilenceTerm
        {
            From = order.Term.From.ToProto(), Length = (V1.SilenceLength)order.Term.Length, Days = order.Term.Days ?? 0, Until = order.Term.Until.ToProto(), Zone = order.Term.Zone ?? "",
        },
        Since = order.Since.ToProto(),
        EndsAt = order.EndsAt.ToProto(),
        ClockId = order.ClockId,
        Reviews = order.Reviews,
        At = order.At.ToProto(),
        By = order.By,
        EndedAt = order.EndedAt.ToProto(),
        Ending = order.Ending ?? "",
    };

    private static V1.NoticeExemption ToProto(NoticeExemption exception) => new()
    {
        Ground = (V1.NoticeGround)exception.Ground,
        Stands = exception.Stands(),
        Approvals = { exception.Approvals.Select(approval => new V1.NoticeApproval { By = approval.By, At = approval.At.ToProto(), Reason = approval.Reason }) },
    };

    private static V1.NoticeGiven ToProto(NoticeGiven given) => new()
    {
        AccountId = given.AccountId,
        Channel = (V1.NoticeChannel)given.Channel,
        Reference = given.Reference,
        GivenAt = given.GivenAt.ToProto(),
        DiscloseFrom = given.DiscloseFrom.ToProto(),
        At = given.At.ToProto(),
        By = given.By,
    };
}
