using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace MeetingBot.Teams;

/// <summary>
/// Buttons in somebody's own chat may be about a meeting elsewhere. What a button holds comes back from the client, so the
/// conversation's name is sealed, for that person alone: nobody speaks in a conversation by naming it.
/// </summary>
internal sealed class PlaceSeal(IDataProtectionProvider keys)
{
    private readonly IDataProtector _protector = keys.CreateProtector("MeetingBot.Teams.Place");

    /// <summary>Seals a conversation's name for a person.</summary>
    public string Seal(string conversation, string userId) => _protector.Protect($"{userId}\n{conversation}");

    /// <summary>The conversation's name, if it was sealed for this person; null otherwise.</summary>
    public string? Open(string seal, string userId)
    {
        try
        {
            return _protector.Unprotect(seal).Split('\n') is [var who, var conversation] && who == userId ? conversation : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
