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
    [InlineData("Archive__LinkDays is \"7\"; it takes a number of days from 1 to 6.", "Archive__LinkDays=7")]
    [InlineData("Archive__LinkDays is set, but links are made with a managed identity alone", "Storage__Kind=AzureBlobs", "Storage__AzureBlobs__ConnectionString=UseDevelopmentStorage=true", "Archive__LinkDays=3")]
    [InlineData("Archive__ImmutableDays is set, but", "Archive__ImmutableDays=30")]
    [InlineData("Archive__ImmutableMode is \"firm\"", "Archive__ImmutableMode=firm")]
    [InlineData("Archive__ImmutableMode is locked, which needs Archive__ImmutableDays", "Archive__ImmutableMode=locked")]
    [InlineData("need both GitHub__Token and GitHub__Repositories", "GitHub__Token=secret")]
    [InlineData("need both GitHub__Token and GitHub__Repositories", "GitHub__Repositories=acme/pages")]
    [InlineData("GitHub__Repositories holds \"pages\"", "GitHub__Token=secret", "GitHub__Repositories=acme/site,pages")]
    [InlineData("GitHub__ApiUrl is \"http://github.example\"", "GitHub__Token=secret", "GitHub__Repositories=acme/pages", "GitHub__ApiUrl=http://github.example")]
    [InlineData("GitHub__Token_FILE names /nowhere/token", "GitHub__Token_FILE=/nowhere/token", "GitHub__Repositories=acme/pages")]
    public async Task A_wrong_setting_is_named_in_one_line(string expected, params string[] settings)
    {
        await using var host = new HostProcess { Settings = settings.Select(setting => setting.Split('=', 2)).ToDictionary(setting => setting[0], setting => setting[1]) };

        Assert.Equal(1, await host.RunAsync());

        string line = Assert.Single(host.Output);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }
}
