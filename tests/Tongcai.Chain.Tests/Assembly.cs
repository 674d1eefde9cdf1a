// All who look at the played procurement share one stack of processes and come one after the other; who moves the legal time has a stack of its own and walks beside them.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace Tongcai.Chain.Tests;

/// <summary>Those who share the played procurement.</summary>
[CollectionDefinition(DemoStack.Name)]
public sealed class DemoStackCollection : ICollectionFixture<DemoStack>;
