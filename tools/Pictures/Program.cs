using System.Reflection;
using Pictures;

if (args is not ([] or ["--verify"]))
{
    Console.Error.WriteLine("usage: Pictures [--verify]");
    return 2;
}

var root = typeof(Gallery).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
var gallery = await Gallery.DrawAsync(root);

if (args is ["--verify"])
{
    var drift = gallery.FindDrift();
    foreach (var difference in drift)
        Console.Error.WriteLine(difference);
    if (drift.Length > 0)
        Console.Error.WriteLine("Run 'dotnet run --project tools/Pictures' and commit what it draws.");
    return drift.Length == 0 ? 0 : 1;
}

foreach (var file in gallery.Hang())
    Console.WriteLine(file);
return 0;
