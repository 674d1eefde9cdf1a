using Tongcai.Chain.Tests;

// One stack of processes and one browser for everything: two tests at once would only take each other's processor.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(DemoStack))]
