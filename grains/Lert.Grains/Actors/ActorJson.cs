using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Disclosures;
using Lert.Domain.Holds;
using Lert.Domain.Letters;
using Lert.Domain.Links;
using Lert.Domain.Pages;
using Lert.Domain.Requesters;
using Lert.Domain.Responders;
using Lert.Domain.Rotas;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;
using Lert.Grains.Links;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Grains.Actors;

/// <summary>How states, events, commands and replies stand in the store: UTF-8 JSON with stored names, never CLR names. Old shapes are read for ever.</summary>
public static class ActorJson
{
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, TypeOf<T>());

    public static T Read<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, TypeOf<T>()) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ActorJsonContext.Default.GetTypeInfo(typeof(T))!;
}

/// <summary>The permanent names of a closed hierarchy's cases, as its <see cref="JsonDerivedTypeAttribute"/>s give them.</summary>
/// <typeparam name="TBase">The hierarchy.</typeparam>
public static class StoredNames<TBase>
    where TBase : class
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(TBase)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(derived => derived.DerivedType, derived => (string)derived.TypeDiscriminator!);

    private static readonly FrozenSet<string> Known = Names.Values.ToFrozenSet(StringComparer.Ordinal);

    public static string Of(TBase value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Names[value.GetType()];
    }

    /// <summary>Whether this release has a case of that name.</summary>
    public static bool Has(string name) => Known.Contains(name);
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    // What follows from a state is not stored beside it.
    IgnoreReadOnlyProperties = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(HoldState))]
[JsonSerializable(typeof(HoldEvent))]
[JsonSerializable(typeof(HoldCommand))]
[JsonSerializable(typeof(Reply<HoldView>))]
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(AccountEvent))]
[JsonSerializable(typeof(AccountCommand))]
[JsonSerializable(typeof(Reply<AccountView>))]
[JsonSerializable(typeof(CaseState))]
[JsonSerializable(typeof(CaseEvent))]
[JsonSerializable(typeof(CaseCommand))]
[JsonSerializable(typeof(Reply<CaseView>))]
[JsonSerializable(typeof(PageState))]
[JsonSerializable(typeof(PageEvent))]
[JsonSerializable(typeof(PageCommand))]
[JsonSerializable(typeof(Reply<PageView>))]
[JsonSerializable(typeof(ResponderCommand))]
[JsonSerializable(typeof(ResponderState))]
[JsonSerializable(typeof(ResponderEvent))]
[JsonSerializable(typeof(Reply<ResponderView>))]
[JsonSerializable(typeof(LinkState))]
[JsonSerializable(typeof(LinkEvent))]
[JsonSerializable(typeof(LinkCommand))]
[JsonSerializable(typeof(Reply<LinkView>))]
[JsonSerializable(typeof(LinkCommand.Tick), TypeInfoPropertyName = "LinkTick")]
[JsonSerializable(typeof(LinkCommand.NoteCase), TypeInfoPropertyName = "LinkNoteCase")]
[JsonSerializable(typeof(LinkEvent.CaseNoted), TypeInfoPropertyName = "LinkCaseNoted")]
[JsonSerializable(typeof(RequesterState))]
[JsonSerializable(typeof(RequesterEvent))]
[JsonSerializable(typeof(RequesterCommand))]
[JsonSerializable(typeof(Reply<RequesterView>))]
[JsonSerializable(typeof(RotaState))]
[JsonSerializable(typeof(RotaEvent))]
[JsonSerializable(typeof(RotaCommand))]
[JsonSerializable(typeof(Reply<RotaView>))]
[JsonSerializable(typeof(DisclosureState))]
[JsonSerializable(typeof(DisclosureEvent))]
[JsonSerializable(typeof(DisclosureCommand))]
[JsonSerializable(typeof(Reply<DisclosureView>))]
[JsonSerializable(typeof(LetterState))]
[JsonSerializable(typeof(LetterEvent))]
[JsonSerializable(typeof(LetterCommand))]
[JsonSerializable(typeof(Reply<LetterView>))]
// Cases that bear the same name in several hierarchies need one of their own here.
[JsonSerializable(typeof(HoldCommand.Tick), TypeInfoPropertyName = "HoldTick")]
[JsonSerializable(typeof(AccountCommand.Tick), TypeInfoPropertyName = "AccountTick")]
[JsonSerializable(typeof(CaseCommand.Tick), TypeInfoPropertyName = "CaseTick")]
[JsonSerializable(typeof(PageCommand.Tick), TypeInfoPropertyName = "PageTick")]
[JsonSerializable(typeof(ResponderCommand.Tick), TypeInfoPropertyName = "ResponderTick")]
[JsonSerializable(typeof(PageCommand.Open), TypeInfoPropertyName = "PageOpen")]
[JsonSerializable(typeof(PageEvent.Opened), TypeInfoPropertyName = "PageOpened")]
[JsonSerializable(typeof(CaseCommand.Withdraw), TypeInfoPropertyName = "CaseWithdraw")]
[JsonSerializable(typeof(CaseCommand.Assign), TypeInfoPropertyName = "CaseAssign")]
[JsonSerializable(typeof(RotaCommand.Tick), TypeInfoPropertyName = "RotaTick")]
[JsonSerializable(typeof(RequesterCommand.Tick), TypeInfoPropertyName = "RequesterTick")]
[JsonSerializable(typeof(RequesterCommand.RecordCallBack), TypeInfoPropertyName = "RequesterRecordCallBack")]
[JsonSerializable(typeof(RequesterEvent.CalledBack), TypeInfoPropertyName = "RequesterCalledBack")]
[JsonSerializable(typeof(DisclosureCommand.Tick), TypeInfoPropertyName = "DisclosureTick")]
[JsonSerializable(typeof(DisclosureCommand.Approve), TypeInfoPropertyName = "DisclosureApprove")]
[JsonSerializable(typeof(DisclosureCommand.Deliver), TypeInfoPropertyName = "DisclosureDeliver")]
[JsonSerializable(typeof(DisclosureCommand.ConfirmReceipt), TypeInfoPropertyName = "DisclosureConfirmReceipt")]
[JsonSerializable(typeof(DisclosureEvent.ApprovalsVoided), TypeInfoPropertyName = "DisclosureApprovalsVoided")]
[JsonSerializable(typeof(DisclosureEvent.ReceiptConfirmed), TypeInfoPropertyName = "DisclosureReceiptConfirmed")]
[JsonSerializable(typeof(LetterCommand.Tick), TypeInfoPropertyName = "LetterTick")]
[JsonSerializable(typeof(LetterEvent.Discarded), TypeInfoPropertyName = "LetterDiscarded")]
[JsonSerializable(typeof(RotaCommand.Put), TypeInfoPropertyName = "RotaPut")]
internal sealed partial class ActorJsonContext : JsonSerializerContext;
