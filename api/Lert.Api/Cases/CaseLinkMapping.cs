using Lert.Grains.Links;
using V1 = Lert.V1;

namespace Lert.Api.Cases;

/// <summary>Other cases that may belong to this one, on their way out.</summary>
internal static class CaseLinkMapping
{
    public static V1.CaseLink ToProto(this CaseLink link) => new()
    {
        CaseId = link.CaseId, Ground = (V1.LinkGround)link.Ground, What = link.What, Status = (V1.LinkStatus)link.Status,
    };
}
