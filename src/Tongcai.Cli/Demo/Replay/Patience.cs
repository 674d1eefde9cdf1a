namespace Tongcai.Cli.Demo.Replay;

/// <summary>Repeats what a platform refuses only because it has not learned of something yet.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <exception cref="RefusedException">Still refused after a minute.</exception>
    public static async Task<T> Until<T>(string what, Func<Task<T>> act, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await act();
            }
            catch (Exception e) when (Passing(e) && TimeProvider.System.GetElapsedTime(began) < Longest)
            {
                await Task.Delay(80, cancel);
            }
        }
    }

    private static bool Passing(Exception e) => e is RefusedException { Status: 404 or 409 or 422 or 429 or 503 } or Bidding.BidFault;
}
