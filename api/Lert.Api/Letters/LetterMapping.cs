using System.Security.Cryptography;
using System.Text;
using Lert.Grains.Cases;
using Lert.Grains.Letters;

namespace Lert.Api.Letters;

/// <summary>From the contracts of letters to lert.v1. The numbers of enums are the same on both sides, and a test says so.</summary>
internal static class LetterMapping
{
    public static V1.Letter ToProto(this LetterView view) => new()
    {
        LetterId = view.LetterId,
        Etag = view.Version.ToEtag(),
        CaseId = view.CaseId,
        Kind = (V1.LetterKind)view.Kind,
        Language = view.Language,
        AboutId = view.About,
        Status = (V1.LetterStatus)view.Status,
        Template = ToProto(view.Template),
        Fields = { view.Fields.Select(field => new V1.LetterField { Name = field.Name, Values = { field.Values }, Given = field.IsGiven }) },
        Text = view.Text,
        DraftedAt = view.Drafted.At.ToProto(),
        DraftedBy = view.Drafted.By,
        SignedOffAt = (view.SignedOff?.At).ToProto(),
        SignedOffBy = view.SignedOff?.By ?? "",
        DiscardedAt = (view.Discarded?.At).ToProto(),
        DiscardedBy = view.Discarded?.By ?? "",
        Ending = view.Ending ?? "",
    };

    public static V1.RenderedLetter Render(this LetterView view, V1.LetterFormat format)
    {
        var (content, type) = format == V1.LetterFormat.Html ? (view.Html, "text/html") : (view.Text, "text/plain");
        return new V1.RenderedLetter
        {
            LetterId = view.LetterId,
            MediaType = $"{type}; charset=utf-8",
            Content = content,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
            Status = (V1.LetterStatus)view.Status,
        };
    }

    public static V1.LetterTemplate ToProto(this LetterTemplateView view) => new()
    {
        Kind = (V1.LetterKind)view.Kind,
        Language = view.Language,
        Stamp = ToProto(view.Stamp),
        Fields = { view.Fields.Select(field => new V1.TemplateField { Name = field.Name, Given = field.IsGiven, Day = field.IsDay }) },
        Source = view.Source,
    };

    /// <summary>What a case knows of a letter.</summary>
    public static V1.CaseLetter ToProto(this CaseLetter letter) => new()
    {
        LetterId = letter.LetterId,
        Kind = (V1.LetterKind)letter.Kind,
        Language = letter.Language,
        Status = (V1.LetterStatus)letter.Status,
        At = letter.At.ToProto(),
        By = letter.By,
    };

    private static V1.TemplateStamp ToProto(TemplateStamp stamp) => new() { Version = stamp.Version, ReviewedBy = stamp.ReviewedBy, ReviewedOn = stamp.ReviewedOn.ToProto() };
}
