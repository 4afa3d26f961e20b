namespace MeetingBot.Domain;

/// <summary>What a person is in the group (by-laws 2.1, 3.1 to 3.3 and 4.1 for the standards bodies; any group may use the words).</summary>
public enum Role
{
    /// <summary>Takes part with a vote.</summary>
    Member,

    /// <summary>Presides, and stands for the group.</summary>
    Chair,

    /// <summary>Acts when the chair is absent (by-laws 4.1(1)).</summary>
    ViceChair,

    /// <summary>Keeps the roster and the minutes.</summary>
    Secretary,

    /// <summary>Takes part without a vote (by-laws 3.1).</summary>
    Associate,

    /// <summary>Takes part in what the chair invites to, without a vote (by-laws 3.2).</summary>
    InterestedParty,

    /// <summary>Invited for once; has no vote.</summary>
    Guest,
}

/// <summary>Facts about roles that permission and votes rest on.</summary>
public static class Roles
{
    /// <summary>Chair, vice-chair and secretary.</summary>
    public static bool IsOfficer(this Role role) => role is Role.Chair or Role.ViceChair or Role.Secretary;

    /// <summary>Whether the roster gives people of this role a vote.</summary>
    public static bool HasVote(this Role role) => role.IsOfficer() || role == Role.Member;

    /// <summary>The word for it, as people type and read it.</summary>
    public static string Word(this Role role) => role switch
    {
        Role.ViceChair => "vice-chair",
        Role.InterestedParty => "interested party",
        _ => role.ToString().ToLowerInvariant(),
    };

    /// <summary>Reads the word; null when it is none.</summary>
    public static Role? Read(string word)
    {
        string folded = word.Trim().Replace('-', ' ').Replace('–', ' ').ToLowerInvariant();
        return folded switch
        {
            "chair" or "chairman" or "chairperson" or "chairwoman" => Role.Chair,
            "vice chair" or "vicechair" or "deputy chair" => Role.ViceChair,
            "secretary" => Role.Secretary,
            "member" => Role.Member,
            "associate" or "associate member" => Role.Associate,
            "interested party" => Role.InterestedParty,
            "guest" => Role.Guest,
            _ => null,
        };
    }
}
