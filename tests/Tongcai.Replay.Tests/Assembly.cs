// Two plays at once would only take each other's processor.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
