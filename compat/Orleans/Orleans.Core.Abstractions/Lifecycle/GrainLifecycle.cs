namespace Orleans.Runtime;

/// <summary>The stages of one activation.</summary>
public interface IGrainLifecycle : ILifecycleObservable;

/// <summary>The stages of an activation, by number. <see cref="Activate"/> is where OnActivateAsync runs.</summary>
public static class GrainLifecycleStage
{
    public const int First = int.MinValue;

    public const int SetupState = 1_000;

    public const int Activate = SetupState + 1_000;

    public const int Last = int.MaxValue;
}
