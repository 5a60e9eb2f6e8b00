// These tests say how much memory something takes.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
