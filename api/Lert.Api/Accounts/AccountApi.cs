using Grpc.Core;
using Lert.Api.Cases;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Journal;
using Lert.Api.Watching;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Journal;
using Orleans;

namespace Lert.Api.Accounts;

/// <summary>AccountService over the account grain.</summary>
internal sealed class AccountApi(IGrainFactory grains, CaseDiscretion discretion, WatchLoop watch) : V1.AccountService.AccountServiceBase
{
    public override async Task<V1.Preservation> GetPreservation(V1.GetPreservationRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var account = check.Account("account_id", request.AccountId);
        check.ThrowIfFailed();
        return await Told(await Visible(account, caller).Get(), caller);
    }

    public override async Task<V1.DeletionAuthorization> AuthorizeDeletion(V1.AuthorizeDeletionRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var account = check.Account("account_id", request.AccountId);
        var command = new AccountCommand.AuthorizeDeletion(check.Required("ticket", request.Ticket, Limits.Name));
        if (request.Etag.Length > 0)
        {
            // A version says how often something happened to an account, and so whether anybody ever held it.
            check.Add("etag", "is not taken here");
        }

        var stamp = check.Stamp(request.RequestId, "", caller);
        check.ThrowIfFailed();

        var view = (await Visible(account, caller).Execute(stamp, command)).Accepted(check);
        if (view is not { DeletionAuthorizedAt: { } authorizedAt, AuthorizationExpiresAt: { } expiresAt })
        {
            // No answer is a yes unless it says so itself.
            throw new InvalidOperationException("A deletion was authorised without an instant.");
        }

        return new V1.DeletionAuthorization { AccountId = account, AuthorizedAt = authorizedAt.ToProto(), ExpiresAt = expiresAt.ToProto() };
    }

    public override async Task Watch(V1.WatchAccountsRequest request, IServerStreamWriter<V1.WatchAccountsResponse> responseStream, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var archive = grains.OpenArchive();
        var accountId = request.AccountId.Length == 0 ? null : check.Account("account_id", request.AccountId);
        var start = check.Start(ResumeToken.Accounts, request.ResumeToken, request.FromStart);
        check.ThrowIfFailed();
        var position = await archive.StartOfWatch(start);

        await watch.Run(position, archive.ReadAccountChanges, Tell, Heartbeat, context.CancellationToken);

        async ValueTask<bool> Tell(Change<AccountView> change)
        {
            if (!caller.MaySee(change.View.AccountId) || (accountId is not null && change.View.AccountId != accountId))
            {
                return false;
            }

            await responseStream.WriteAsync(new V1.WatchAccountsResponse
            {
                ResumeToken = ResumeToken.Write(ResumeToken.Accounts, change.Position),
                Change = new V1.AccountChange
                {
                    Type = change.Type,
                    At = change.At.ToProto(),
                    By = Told(change.By, caller),
                    Sequence = change.Sequence,
                    Preservation = await Told(change.View, caller),
                },
            });
            return true;
        }

        Task Heartbeat(long at) =>
            responseStream.WriteAsync(new V1.WatchAccountsResponse { ResumeToken = ResumeToken.Write(ResumeToken.Accounts, at), Heartbeat = new V1.Heartbeat() });
    }

    /// <summary>
    /// Holds of restricted cases are named to the people on their lists alone. That the data is kept is told to the whole team all the same: whoever believed it to be free would
    /// say so to others.
    /// </summary>
    private async ValueTask<V1.Preservation> Told(AccountView view, Caller caller)
    {
        var hidden = await discretion.Hidden(view.CaseIds, caller);
        // A view without cases is an older silo's: whose holds they are is not known, so none is named.
        bool IsShown(string hold) => CaseVisibility.SeesAll(caller)
            || (view.HoldIds.IndexOf(hold) is var at and >= 0 && at < view.CaseIds.Length && !hidden.Contains(view.CaseIds[at]));
        return view.ToProto(IsShown);
    }

    /// <summary>Which actor sent a message would name the case or the hold behind it.</summary>
    private static string Told(string by, Caller caller) => Machinery.Is(by) && !CaseVisibility.SeesAll(caller) ? by.Split('/')[0] : by;

    /// <summary>
    /// Every account of a visible region is there: one that nothing was asked of is free. Of other regions none is, whatever is stored; nothing is asked of
    /// them, so the answer cannot depend on it.
    /// </summary>
    private IAccountGrain Visible(string account, Caller caller) =>
        caller.MaySee(account)
            ? grains.GetGrain<IAccountGrain>(account)
            : throw new ApiError(EdgeCodes.AccountNotFound, $"There is no '{account}' that you may see.").ToException();
}
