using System.Globalization;
using Lert.Chaos.Checks;
using Lert.Chaos.Cluster;
using Lert.Chaos.Faults;
using Lert.Chaos.History;

namespace Lert.Chaos.Report;

/// <summary>How a run went.</summary>
internal sealed record RunResult(
    RunSettings Settings, IReadOnlyList<Fault> Faults, Verdict Verdict, Evidence Evidence, IReadOnlyList<string> Broken, int Retries, TormentedCluster Cluster, string Folder)
{
    private const int MostShown = 10, MostRecords = 6;

    /// <summary>Every promise was kept, and nothing was answered or ended that no fault excuses.</summary>
    public bool IsGreen => Verdict.IsGreen && Broken.Count == 0;

    /// <summary>Nothing was lost, early or done twice, and all came to rest: only not within the seconds that are promised, and by no more than a busy machine explains.</summary>
    public bool IsLateOnly => !IsGreen && Broken.Count == 0 && Verdict.Breaches.All(breach => breach.Invariant == "I8")
        && Evidence.Recovery.IsExcused;

    /// <summary>All that does not depend on how busy the machine is.</summary>
    public bool IsWhole => IsGreen || IsLateOnly;

    public IEnumerable<string> Table()
    {
        yield return "";
        yield return $"{"",-3} {"promise",-84} {"looked at",-52} breaches";
        foreach (var finding in Verdict.Findings)
        {
            yield return $"{finding.Invariant,-3} {finding.Promise,-84} {finding.Looked,-52} {(finding.Breaches.Count == 0 ? "none" : $"{finding.Breaches.Count} !!!")}";
        }

        var operations = Evidence.Operations;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"seed {Settings.Seed}: {(IsGreen ? "every promise kept" : IsLateOnly ? "LATE" : "BROKEN")}; {Faults.Count} faults; {operations.Count(done => !done.IsRead && done.Ending == Ending.Done):N0} commands done, {operations.Count(done => done.Ending == Ending.Refused):N0} refused, {operations.Count(done => done.Ending == Ending.Unknown):N0} never answered; {Retries:N0} repeated; silos started {Cluster.Silos.Sum(silo => silo.Starts)} times, ended by themselves {Cluster.Silos.Sum(silo => silo.OwnEnds.Count)} times; {Cluster.Gates.Sum(gate => gate.Cut)} answers cut");
        if (!Cluster.Network.HasFaults)
        {
            yield return $"seed {Settings.Seed}: {Cluster.Network.Description}";
        }
    }

    /// <summary>What a person needs who looks into a breach.</summary>
    public IEnumerable<string> Breaches()
    {
        foreach (var broken in Broken)
        {
            yield return $"what no fault excuses: {broken}";
        }

        foreach (var finding in Verdict.Findings.Where(finding => finding.Breaches.Count > 0))
        {
            foreach (var breach in finding.Breaches.Take(MostShown))
            {
                yield return $"{breach.Invariant}: {breach.What}";
                foreach (var record in breach.Records.Take(MostRecords))
                {
                    yield return $"      {record}";
                }
            }

            if (finding.Breaches.Count > MostShown)
            {
                yield return $"{finding.Invariant}: and {finding.Breaches.Count - MostShown} more";
            }
        }

        if (!IsGreen)
        {
            yield return $"again: eng/chaos {string.Join(' ', Arguments.Again(Settings with { OnLoopback = !Cluster.Network.HasFaults }))}; what the silos and the database said is in {Folder}";
        }
    }
}
