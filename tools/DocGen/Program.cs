using System.Reflection;
using DocGen;

if (args is not ([] or ["--verify"]))
{
    Console.Error.WriteLine("usage: DocGen [--verify]");
    return 2;
}

var root = typeof(Documentation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
var documentation = new Documentation(root, DocumentedRule.Shipped());

if (args is ["--verify"])
{
    var drift = documentation.FindDrift();
    foreach (var difference in drift)
        Console.Error.WriteLine(difference);
    if (drift.Length > 0)
        Console.Error.WriteLine("Run 'dotnet run --project tools/DocGen' and commit what it writes.");
    return drift.Length == 0 ? 0 : 1;
}

foreach (var file in documentation.Write())
    Console.WriteLine(file);
return 0;
