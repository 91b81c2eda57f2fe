namespace QueueAnalyzers.Tests; public class Smoke { [Fact] public void Runs() => Assert.Equal(3, typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version!.Major is >= 4 ? 3 : 0); }
