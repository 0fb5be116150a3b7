using System.Collections.Concurrent;
using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Catalog;

/// <summary>The activations of this silo, by grain.</summary>
internal sealed class ActivationCatalog(SiloRuntime runtime, GrainClassMap classes)
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ConcurrentDictionary<GrainId, WorkerGroup> _workers = new();

    internal int Count => _activations.Count + _workers.Values.Sum(group => group.Count);

    /// <summary>Whether each silo has activations of its own for the grain: stateless workers.</summary>
    internal bool IsEverywhere(GrainId grainId) => classes.Find(grainId.Type)?.MaxLocalWorkers is not null;

    /// <summary>The activation for the next call. <paramref name="isOnly"/> says whether it is so for every call until it ends.</summary>
    internal Activation Resolve(GrainId grainId, out bool isOnly)
    {
        GrainClass grainClass;
        while (true)
        {
            if (_activations.TryGetValue(grainId, out Activation? known))
            {
                if (!known.HasEnded)
                {
                    isOnly = true;
                    return known;
                }

                Remove(known);
            }

            grainClass = classes.Get(grainId.Type);
            if (grainClass.MaxLocalWorkers is { } limit)
            {
                isOnly = false;
                return _workers.GetOrAdd(grainId, static (_, arg) => new(arg), limit).Next(() => new(runtime, grainClass, grainId));
            }

            // Of several new ones at once, all but one are dropped before anything is asked of them.
            _activations.TryAdd(grainId, new(runtime, grainClass, grainId));
        }
    }

    internal void Remove(Activation activation)
    {
        if (activation.GrainClass.MaxLocalWorkers is null)
        {
            _activations.TryRemove(new(activation.GrainId, activation));
        }
        else if (_workers.TryGetValue(activation.GrainId, out WorkerGroup? group))
        {
            group.Remove(activation);
        }
    }

    internal IEnumerable<Activation> All()
    {
        foreach (KeyValuePair<GrainId, Activation> entry in _activations)
        {
            yield return entry.Value;
        }

        foreach (KeyValuePair<GrainId, WorkerGroup> entry in _workers)
        {
            foreach (Activation activation in entry.Value.Snapshot())
            {
                yield return activation;
            }
        }
    }
}
