# Run by Visual Studio for projects with a packages.config: takes back what install.ps1 has added.
param($installPath, $toolsPath, $package, $project)

if ($project.Object -and $project.Object.AnalyzerReferences) {
    Get-ChildItem -Path (Join-Path $installPath 'analyzers/dotnet/cs') -Filter '*.dll' | ForEach-Object {
        $project.Object.AnalyzerReferences.Remove($_.FullName)
    }
}
