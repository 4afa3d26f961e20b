namespace MeetingBot;

/// <summary>A secret stands in the setting itself, or in a file that the setting with <c>_FILE</c> behind its name points to. The line's end that a file, or a vault that was filled from one, has behind it is no part of it.</summary>
internal static class SecretFile
{
    /// <summary>Reads it; null when neither is set. False with one line when the file cannot be read.</summary>
    public static bool TryRead(IConfiguration configuration, string key, out string? secret, out string? wrong)
    {
        wrong = null;
        secret = configuration[key]?.Trim();
        if (configuration[key + "_FILE"] is not { Length: > 0 } path)
        {
            return true;
        }

        try
        {
            secret = File.ReadAllText(path).Trim();
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            wrong = $"{key.Replace(":", "__", StringComparison.Ordinal)}_FILE names {path}, which cannot be read: {problem.Message}";
            return false;
        }
    }
}
