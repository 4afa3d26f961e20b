using Azure.Core;
using Azure.Identity;

namespace MeetingBot.Teams;

/// <summary>How the bot proves who it is when it speaks; secrets are never in a log, nor in what this prints.</summary>
public abstract record TeamsCredential
{
    /// <summary>The public cloud's login host.</summary>
    public static readonly Uri PublicLogin = new("https://login.microsoftonline.com/");

    private TeamsCredential()
    {
    }

    /// <summary>Makes it for an app. Tokens are kept and renewed by what is made.</summary>
    public abstract TokenCredential For(string appId);

    /// <summary>A client secret: for development, and on premises.</summary>
    /// <param name="TenantId">The app's home tenant, or <c>botframework.com</c> for an old multi-tenant bot.</param>
    /// <param name="Secret">The secret.</param>
    /// <param name="Login">The cloud's login host.</param>
    public sealed record ClientSecret(string TenantId, string Secret, Uri Login) : TeamsCredential
    {
        /// <inheritdoc/>
        public override TokenCredential For(string appId) => new ClientSecretCredential(TenantId, appId, Secret, new ClientSecretCredentialOptions { AuthorityHost = Login });

        /// <inheritdoc/>
        public override string ToString() => $"a client secret of {TenantId}";
    }

    /// <summary>A certificate with its private key, as PFX or PEM.</summary>
    /// <param name="TenantId">The app's home tenant.</param>
    /// <param name="Path">The file.</param>
    /// <param name="Login">The cloud's login host.</param>
    public sealed record Certificate(string TenantId, string Path, Uri Login) : TeamsCredential
    {
        /// <inheritdoc/>
        public override TokenCredential For(string appId) => new ClientCertificateCredential(TenantId, appId, Path, new ClientCertificateCredentialOptions { AuthorityHost = Login });

        /// <inheritdoc/>
        public override string ToString() => $"a certificate of {TenantId}";
    }

    /// <summary>A managed identity that vouches for the app (a federated credential): recommended in Azure, as there is no secret.</summary>
    /// <param name="TenantId">The app's home tenant.</param>
    /// <param name="IdentityClientId">The managed identity's client id.</param>
    /// <param name="Login">The cloud's login host.</param>
    public sealed record Federated(string TenantId, string IdentityClientId, Uri Login) : TeamsCredential
    {
        private const string Exchange = "api://AzureADTokenExchange/.default";

        /// <inheritdoc/>
        public override TokenCredential For(string appId)
        {
            var identity = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(IdentityClientId));
            return new ClientAssertionCredential(TenantId, appId,
                async cancellation => (await identity.GetTokenAsync(new TokenRequestContext([Exchange]), cancellation)).Token,
                new ClientAssertionCredentialOptions { AuthorityHost = Login });
        }
    }

    /// <summary>The bot is itself a managed identity, whose client id is the app id (an older type of bot resource).</summary>
    public sealed record ManagedIdentity : TeamsCredential
    {
        /// <inheritdoc/>
        public override TokenCredential For(string appId) => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(appId));
    }

    /// <summary>Nothing is proved: only together with <see cref="TeamsOptions.AllowUnauthenticated"/>.</summary>
    public sealed record None : TeamsCredential
    {
        /// <inheritdoc/>
        public override TokenCredential For(string appId) => DelegatedTokenCredential.Create((_, _) => default);
    }
}
