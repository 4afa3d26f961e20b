namespace MeetingBot.Domain;

/// <summary>Who may give a command in a chaired group. In an open group everybody may all but <see cref="Admin"/>.</summary>
public enum Permission
{
    /// <summary>Everybody, guests too.</summary>
    Anyone,

    /// <summary>People on the roster.</summary>
    Member,

    /// <summary>The meeting's scribes, the officers, and whoever presides.</summary>
    Scribe,

    /// <summary>Chair, vice-chair, secretary, or whoever presides.</summary>
    Chair,

    /// <summary>Chair, vice-chair or secretary.</summary>
    Officer,

    /// <summary>Who set the group up, or whom an admin named.</summary>
    Admin,
}
