using System.Collections.Concurrent;
using System.Threading.Channels;
using Lert.Grains;
using Lert.Grains.Disclosures;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Producing;

/// <summary>
/// Makes packages, a few at once, and takes those off the shelf that are of no use any more. All of it is a hint: right before it begins it asks the disclosure
/// what is wanted, and what it forgets the disclosure offers again.
/// </summary>
internal sealed partial class DisclosurePacker(
    PackageMaker maker, PackageShelf shelf, IGrainFactory grains, TimeProvider clock, IOptions<ProductionOptions> options, ILogger<DisclosurePacker> log)
    : BackgroundService, IDisclosurePacker
{
    private readonly ConcurrentDictionary<(string Disclosure, long Attempt), byte> _known = new();
    private readonly Channel<DisclosureWork> _waiting = Channel.CreateUnbounded<DisclosureWork>();

    public void Offer(DisclosureWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (_known.TryAdd((work.DisclosureId, work.Attempt), 0))
        {
            _waiting.Writer.TryWrite(work);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        shelf.Sweep();
        await Task.WhenAll(Enumerable.Range(0, options.Value.MaxPackers).Select(_ => PackAllAsync(stoppingToken)));
    }

    private async Task PackAllAsync(CancellationToken stopping)
    {
        await foreach (var offered in _waiting.Reader.ReadAllAsync(stopping))
        {
            try
            {
                if (await grains.GetGrain<IDisclosureGrain>(offered.DisclosureId).FindWork() is { } wanted && wanted.Attempt == offered.Attempt)
                {
                    await DiscardAsync(wanted);
                    if (wanted.Scope is not null)
                    {
                        await PackAsync(wanted, stopping);
                    }
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The disclosure offers it again, here or elsewhere.
            }
#pragma warning disable CA1031 // One package's failure is its own: its disclosure offers it again.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                NotPacked(log, broken);
            }
            finally
            {
                _known.TryRemove((offered.DisclosureId, offered.Attempt), out _);
            }
        }
    }

    private async Task PackAsync(DisclosureWork work, CancellationToken stopping)
    {
        Package package;
        try
        {
            package = await maker.MakeAsync(work, stopping);
        }
        catch (SourceException refused)
        {
            Refused(log, refused.Code);
            await ReportAsync(work.DisclosureId, $"{work.Attempt}/failed", new DisclosureCommand.NoteNotPackaged(work.Attempt, refused.Code, refused.Message), stopping);
            return;
        }

        // Another silo may have been asked as well, or it may have been cancelled meanwhile: then this one is of no use.
        var told = await ReportAsync(work.DisclosureId, $"{work.Attempt}/packaged/{package.Sha256}", new DisclosureCommand.NotePackaged(work.Attempt, package), stopping);
        if (told.View?.Package?.Sha256 != package.Sha256)
        {
            shelf.Discard(work.DisclosureId, package.Sha256);
        }
    }

    private async Task DiscardAsync(DisclosureWork work)
    {
        foreach (var sha256 in work.Discard)
        {
            shelf.Discard(work.DisclosureId, sha256);
            await ReportAsync(work.DisclosureId, $"discarded/{sha256}", new DisclosureCommand.NoteDiscarded(sha256), CancellationToken.None);
        }
    }

    /// <summary>Tells the disclosure, again and again while it cannot be told: what was packed is not packed a second time for that.</summary>
    private async Task<Reply<DisclosureView>> ReportAsync(string disclosure, string id, DisclosureCommand command, CancellationToken stopping)
    {
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause *= 2)
        {
            try
            {
                return await grains.GetGrain<IDisclosureGrain>(disclosure).Execute(new CommandStamp($"{disclosure}/{id}", Machinery.Of("packer")), command);
            }
            catch (Exception broken) when (broken is not OperationCanceledException && pause < TimeSpan.FromMinutes(1))
            {
                NotReported(log, broken);
                await Task.Delay(pause, clock, stopping);
            }
        }
    }

    [LoggerMessage(1241, LogLevel.Error, "A package could not be made; its disclosure offers it again.")]
    private static partial void NotPacked(ILogger log, Exception broken);

    [LoggerMessage(1242, LogLevel.Warning, "A package was not made: {Code}. Its disclosure says so, and waits for a person.")]
    private static partial void Refused(ILogger log, string code);

    [LoggerMessage(1243, LogLevel.Warning, "A disclosure could not be told what became of its package; it is told again.")]
    private static partial void NotReported(ILogger log, Exception broken);
}
