namespace Thumbnails.Contracts;

/// <summary>The queues that the programs share.</summary>
public static class Queues
{
    public const string Thumbnails = "thumbnails";
}
