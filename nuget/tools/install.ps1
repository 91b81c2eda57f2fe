# Run by Visual Studio for projects with a packages.config, which take no analyzers from a package by themselves.
param($installPath, $toolsPath, $package, $project)

if ($project.Object -and $project.Object.AnalyzerReferences) {
    Get-ChildItem -Path (Join-Path $installPath 'analyzers/dotnet/cs') -Filter '*.dll' | ForEach-Object {
        $project.Object.AnalyzerReferences.Add($_.FullName)
    }
}
