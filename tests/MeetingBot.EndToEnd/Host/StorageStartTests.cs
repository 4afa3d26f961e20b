namespace MeetingBot.EndToEnd;

/// <summary>Where records are kept, and what is said when that is set wrong: one line that names the setting.</summary>
public sealed class StorageStartTests
{
    [Theory]
    [InlineData("Storage__Kind is \"Cloud\"", "Storage__Kind=Cloud")]
    [InlineData("needs either Storage__AzureBlobs__ServiceUri", "Storage__Kind=AzureBlobs")]
    [InlineData("Storage__AzureBlobs__ServiceUri is \"http://account.example\"", "Storage__Kind=AzureBlobs", "Storage__AzureBlobs__ServiceUri=http://account.example")]
    [InlineData("Storage__AzureBlobs__ConnectionString is wrong", "Storage__Kind=AzureBlobs", "Storage__AzureBlobs__ConnectionString=AccountKey=secret")]
    [InlineData("Storage__AzureBlobs__Container is \"A b\"", "Storage__Kind=AzureBlobs", "Storage__AzureBlobs__ConnectionString=UseDevelopmentStorage=true", "Storage__AzureBlobs__Container=A b")]
    public async Task A_wrong_setting_is_named_in_one_line(string expected, params string[] settings)
    {
        await using var host = new HostProcess { Settings = settings.Select(setting => setting.Split('=', 2)).ToDictionary(setting => setting[0], setting => setting[1]) };

        Assert.Equal(1, await host.RunAsync());

        string line = Assert.Single(host.Output);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }
}
