using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Web;
using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>
/// What Azurite does not have: immutability and keys for a user's delegation. The requests and links are held against Azure's reference; they
/// were never run against Azure.
/// </summary>
public sealed class AzureBlobArchiveTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2024, 3, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly FakeAccount _account;

    public AzureBlobArchiveTests() => _account = new FakeAccount(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _account.Dispose();

    [Theory]
    [InlineData(false, "Unlocked")]
    [InlineData(true, "Locked")]
    public async Task Minutes_are_written_with_the_day_until_which_they_stay_as_they_are(bool locked, string mode)
    {
        await Archive(new AzureBlobArchiveRules { ImmutableDays = 3650, Locked = locked }).FileAsync(Minutes(), Cancellation);

        HttpRequestMessage put = Assert.Single(_account.Requests, request => request.Method == HttpMethod.Put);
        Assert.Equal(Now.AddDays(3650), DateTimeOffset.ParseExact(Header(put, "x-ms-immutability-policy-until-date"), "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        Assert.Equal(mode, Header(put, "x-ms-immutability-policy-mode"), ignoreCase: true);
        Assert.Equal("*", Header(put, "If-None-Match"));
    }

    [Fact]
    public async Task Without_a_rule_neither_a_policy_nor_a_key_is_asked_for()
    {
        FiledPlace? place = await Archive(null).FileAsync(Minutes(), Cancellation);

        Assert.Equal("account/meetingbot-minutes/budget-team-g1f00d1e/2024/2024-03-05-minutes.md", place!.Address);
        Assert.Null(place.Until);
        Assert.DoesNotContain(_account.Requests, request => request.Headers.Contains("x-ms-immutability-policy-until-date") || request.Method == HttpMethod.Post);
    }

    [Fact]
    public async Task A_link_opens_one_file_to_read_for_some_days_and_is_signed_by_a_key_of_the_identity()
    {
        FiledPlace place = (await Archive(new AzureBlobArchiveRules { LinkDays = 3 }).FileAsync(Minutes(), Cancellation))!;

        var link = new Uri(place.Address);
        Assert.Equal("https://account.blob.core.windows.net/meetingbot-minutes/budget-team-g1f00d1e/2024/2024-03-05-minutes.md", link.GetLeftPart(UriPartial.Path));
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(link.Query);
        Assert.Equal(("r", "b", "https", "2024-03-08T12:00:00Z"), (query["sp"], query["sr"], query["spr"], query["se"]));
        Assert.Equal((FakeAccount.Identity, FakeAccount.Tenant, "b"), (query["skoid"], query["sktid"], query["sks"]));
        Assert.Equal("2024-03-12T11:00:00Z", query["ske"]);
        Assert.Equal(32, Convert.FromBase64String(query["sig"]!).Length);
        Assert.Equal(Instant.FromUtc(2024, 3, 8, 12, 0), place.Until);
        Assert.Null(query["st"]);
    }

    [Fact]
    public async Task One_key_signs_many_links_and_another_is_asked_for_before_it_ends_earlier_than_a_link()
    {
        AzureBlobArchive archive = Archive(new AzureBlobArchiveRules { LinkDays = 3 });
        await archive.FileAsync(Minutes(), Cancellation);
        _clock.Advance(TimeSpan.FromDays(3));
        await archive.FileAsync(Minutes(), Cancellation);
        Assert.Equal(1, _account.Keys);

        _clock.Advance(TimeSpan.FromDays(1));
        FiledPlace place = (await archive.FileAsync(Minutes(), Cancellation))!;
        Assert.Equal(2, _account.Keys);
        Assert.Equal("2024-03-16T11:00:00Z", HttpUtility.ParseQueryString(new Uri(place.Address).Query)["ske"]);
    }

    private AzureBlobArchive Archive(AzureBlobArchiveRules? rules)
    {
        var options = new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(_account)), Retry = { MaxRetries = 0 } };
        return new AzureBlobArchive(new BlobServiceClient(new Uri("https://account.blob.core.windows.net"), new Identity(), options).GetBlobContainerClient("meetingbot-minutes"), rules, _clock);
    }

    private static string Header(HttpRequestMessage request, string name) => request.Headers.GetValues(name).Single();

    private static FiledMinutes Minutes() => new(new MeetingId(new GroupId("g1f00d1e"), new LocalDate(2024, 3, 5), 1), "budget-team", new Settings(), MinutesStatus.Posted, MinutesFormat.Markdown,
        new Printed("# Minutes\n"u8.ToArray(), "text/markdown; charset=utf-8", "md"));

    private sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(FakeAccount.Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>An account with nothing in it, to which nobody comes without a token, and which gives no key for longer than seven days.</summary>
    private sealed class FakeAccount(TimeProvider clock) : HttpMessageHandler
    {
        public const string Token = "a-token";
        public const string Identity = "11111111-1111-1111-1111-111111111111";
        public const string Tenant = "22222222-2222-2222-2222-222222222222";

        public ConcurrentQueue<HttpRequestMessage> Requests { get; } = new();

        public int Keys => Requests.Count(request => request.Method == HttpMethod.Post);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Enqueue(request);
            if (request.Headers.Authorization?.ToString() != $"Bearer {Token}")
            {
                return new HttpResponseMessage(HttpStatusCode.Unauthorized);
            }

            if (request.Method == HttpMethod.Head)
            {
                return new HttpResponseMessage(HttpStatusCode.NotFound) { Headers = { { "x-ms-error-code", "BlobNotFound" } } };
            }

            if (request.Method == HttpMethod.Put)
            {
                return new HttpResponseMessage(HttpStatusCode.Created) { Headers = { ETag = new EntityTagHeaderValue("\"0x1\"") }, Content = new ByteArrayContent([]) { Headers = { LastModified = Now } } };
            }

            Assert.Equal("?restype=service&comp=userdelegationkey", request.RequestUri!.Query);
            XElement asked = XElement.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            DateTimeOffset expires = DateTimeOffset.Parse(asked.Element("Expiry")!.Value, CultureInfo.InvariantCulture);
            DateTimeOffset starts = clock.GetUtcNow();
            if (expires <= starts || expires - starts > TimeSpan.FromDays(7))
            {
                return new HttpResponseMessage(HttpStatusCode.BadRequest);
            }

            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(new XElement("UserDelegationKey",
                    new XElement("SignedOid", Identity), new XElement("SignedTid", Tenant),
                    new XElement("SignedStart", Time(starts)), new XElement("SignedExpiry", Time(expires)),
                    new XElement("SignedService", "b"), new XElement("SignedVersion", "2024-08-04"),
                    new XElement("Value", Convert.ToBase64String(new byte[32]))).ToString(), Encoding.UTF8, "application/xml"),
            };

            static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }
    }
}
