using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Checks that credentials fit the address, and takes the call credentials out of them.</summary>
internal sealed class ChannelSecurity : ChannelCredentialsConfiguratorBase
{
    private readonly List<CallCredentials> _calls = [];
    private bool? _tls;

    internal static IReadOnlyList<CallCredentials> Check(ChannelCredentials? credentials, bool secure, bool allowInsecureCallCredentials)
    {
        var found = new ChannelSecurity();
        credentials?.InternalPopulateConfiguration(found, found);
        if (found._tls == true && !secure)
            throw new InvalidOperationException("Channel is configured with secure channel credentials and can't use a HttpClient with a 'http' scheme.");
        if (found._tls == false && secure)
            throw new InvalidOperationException("Channel is configured with insecure channel credentials and can't use a HttpClient with a 'https' scheme.");
        if (found._calls.Count > 0 && !secure && !allowInsecureCallCredentials)
        {
            throw new InvalidOperationException(
                "Call credentials can't be composed with InsecureCredentials. CallCredentials must be used with secure channel credentials like SslCredentials.");
        }

        return found._calls;
    }

    public override void SetInsecureCredentials(object state) => _tls = false;

    public override void SetSslCredentials(object state) => _tls = true;

    public override void SetCompositeCredentials(object state, ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        channelCredentials.InternalPopulateConfiguration(this, state);
        _calls.Add(callCredentials);
    }
}

/// <summary>Runs call credentials, which add their metadata to one call.</summary>
internal sealed class CallSecurity : CallCredentialsConfiguratorBase
{
    private readonly List<AsyncAuthInterceptor> _interceptors = [];

    internal static async Task ApplyAsync(IEnumerable<CallCredentials> credentials, AuthInterceptorContext context, Metadata metadata)
    {
        var found = new CallSecurity();
        foreach (var credential in credentials)
            credential.InternalPopulateConfiguration(found, found);
        foreach (var interceptor in found._interceptors)
            await interceptor(context, metadata).ConfigureAwait(false);
    }

    public override void SetCompositeCredentials(object state, IReadOnlyList<CallCredentials> credentials)
    {
        foreach (var credential in credentials)
            credential.InternalPopulateConfiguration(this, state);
    }

    public override void SetAsyncAuthInterceptorCredentials(object state, AsyncAuthInterceptor interceptor) => _interceptors.Add(interceptor);
}
