using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Domain.Responders;

/// <summary>Whether contact rules would wake anybody. Whoever has none that would cannot go on a rota.</summary>
internal static partial class ContactLint
{
    public const int MostRules = 20;

    /// <summary>An emergency is told within a minute, so at least one rule must go by then.</summary>
    public static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static IEnumerable<FieldViolation> Problems(ImmutableArray<ContactRule> rules, WellnessPolicy policy)
    {
        if (rules.IsEmpty)
        {
            yield return new("rules", "is required: whoever cannot be reached cannot be on call");
        }
        else if (rules.Length > MostRules)
        {
            yield return new("rules", $"names {rules.Length} rules; at most {MostRules} are kept");
            yield break;
        }
        else if (!rules.Any(rule => Wakes(rule, policy)))
        {
            yield return new("rules", "has none that is good for an emergency: one at least must go within a minute, by webhook or mail");
        }

        var seen = new Dictionary<(ContactChannel, string, TimeSpan), int>();
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            if (rule.Channel == ContactChannel.Console && !policy.ConsoleContacts)
            {
                yield return new($"rules[{i}].channel", "is for developers: a line on a console wakes nobody");
            }
            else if (AddressProblem(rule) is { } wrong)
            {
                yield return new($"rules[{i}].address", wrong);
            }

            if (rule.After < TimeSpan.Zero || rule.After > Longest)
            {
                yield return new($"rules[{i}].after", "must be 0 to 1 hour");
            }

            if (rule.From == Urgency.Unspecified)
            {
                yield return new($"rules[{i}].from", "is required: the least urgent alert that it is used for");
            }

            if (!seen.TryAdd((rule.Channel, rule.Address.ToUpperInvariant(), rule.After), i))
            {
                yield return new($"rules[{i}]", $"is the same as rules[{seen[(rule.Channel, rule.Address.ToUpperInvariant(), rule.After)]}]");
            }
        }
    }

    private static bool Wakes(ContactRule rule, WellnessPolicy policy) =>
        rule.After <= AtOnce && AddressProblem(rule) is null && rule.From != Urgency.Unspecified
        && (rule.Channel is ContactChannel.Webhook or ContactChannel.Mail || (rule.Channel == ContactChannel.Console && policy.ConsoleContacts));

    private static string? AddressProblem(ContactRule rule) => rule.Channel switch
    {
        // Where the gateway is, is for the configuration to say: an address that named a machine would let a person choose whom the silo calls.
        ContactChannel.Webhook when rule.Address.Contains("//", StringComparison.Ordinal) => "is what the gateway knows the device by, not a URL",
        ContactChannel.Webhook when !DeviceShape().IsMatch(rule.Address) => "must be 1 to 200 characters of A-Z a-z 0-9 . _ ~ : @ + -",
        ContactChannel.Mail when !MailShape().IsMatch(rule.Address) => "is no mail address",
        ContactChannel.Console when !DeviceShape().IsMatch(rule.Address) => "must be 1 to 200 characters of A-Z a-z 0-9 . _ ~ : @ + -",
        _ => null,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9._~:@+-]{1,200}\z")]
    private static partial Regex DeviceShape();

    [GeneratedRegex(@"\A(?=.{3,254}\z)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex MailShape();
}
