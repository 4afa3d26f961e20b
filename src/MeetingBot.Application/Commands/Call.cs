using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Everything a command may look at: who calls, with which words, and how the group and its meeting stand.</summary>
public sealed class Call
{
    /// <summary>The message that holds the line; one of several lines, perhaps.</summary>
    public required ChatMessage Message { get; init; }

    /// <summary>The id under which this command is taken: the message's own, with <c>/line2</c> behind it for one of several lines.</summary>
    public required string MessageId { get; init; }

    /// <summary>What the catalogue says of the command; null for words that are none.</summary>
    public ChatCommand? Command { get; init; }

    /// <summary>The name by which the command was called, in lower case.</summary>
    public string CalledAs { get; init; } = "";

    /// <summary>What follows the command's name and its colon, with the lines that continue it; empty for nothing.</summary>
    public required string Words { get; init; }

    /// <summary>Who sent the message: the person of the roster to whom the account is linked, else the account as a guest of its own.</summary>
    public required PersonId Caller { get; init; }

    /// <summary>The name the platform shows for the sender, which need not be the one on the roster.</summary>
    public required string CallerName { get; init; }

    /// <summary>The group; null when the conversation has none.</summary>
    public Group? Group { get; init; }

    /// <summary>The meeting in session, else the last one not approved; null for none.</summary>
    public Meeting? Meeting { get; init; }

    /// <summary>Who has which names and accounts in the group; without those whom this call names for the first time (<see cref="NewPeople"/>).</summary>
    public required PeopleDirectory Directory { get; init; }

    /// <summary>Finds the people of the roster and the directory by what is typed, as they are called on the day of the meeting.</summary>
    public required PeopleFinder People { get; init; }

    /// <summary>What the conversation remembers: who spoke, and the last lines.</summary>
    public required ConversationMemory Memory { get; init; }

    /// <summary>Prints minutes for <c>minutes</c> and <c>minutes export</c>.</summary>
    public required IMinutesPrinter Printer { get; init; }

    /// <summary>What prints the group's minutes: <c>structured</c> until another is set.</summary>
    public MinutesTemplate Template { get; init; } = MinutesTemplate.Structured;

    /// <summary>The repositories among which groups choose where their minutes are proposed.</summary>
    public required IReadOnlySet<string> Repositories { get; init; }

    /// <summary>Directory entries that reading the words has made; they are stored with the command.</summary>
    public List<PersonCard> NewPeople { get; } = [];

    /// <summary>Offers that reading the words has made: one button for each person a name may mean.</summary>
    public List<Button> Offers => field ??= [];

    /// <summary>Sentences that the receipt adds, such as that a clause was not read and stays text.</summary>
    public List<string> Hints => field ??= [];

    /// <summary>The zone in which dates and times are read and told; UTC before there is a group.</summary>
    public DateTimeZone Zone => Group?.Settings.Zone ?? DateTimeZone.Utc;

    /// <summary>The day on which the message was sent, in the group's zone.</summary>
    public LocalDate Today => Message.At.InZone(Zone).Date;

    /// <summary>True while the meeting at hand runs or is in recess; false after its end, though its minutes be open.</summary>
    public bool InSession => Meeting?.IsOpen == true;

    /// <summary>The group; commands that need one are not called without.</summary>
    public Group Known => Group ?? throw new InvalidOperationException("The command needs a group.");

    /// <summary>The meeting; commands that need one are not called without.</summary>
    public Meeting Session => Meeting ?? throw new InvalidOperationException("The command needs a meeting.");

    /// <summary>Whether the caller may do what needs a permission: in the meeting, while one is in session, or else by office in the group.</summary>
    public bool May(Permission needed) => Meeting is { IsOpen: true } meeting ? meeting.Allows(Caller, needed) || (Group?.Allows(Caller, needed) ?? false)
        : Group?.Allows(Caller, needed) ?? true;

    /// <summary>Whether names nobody knows are people all the same: in logs, and in groups that keep no roster.</summary>
    public bool TakesNewNames => Message.Heard == Heard.Log || Group is null || (!Group.Chaired && Group.Roster.IsEmpty);

    /// <summary>The displayed name of a person on the day of the meeting.</summary>
    public string NameOf(PersonId person) => NewPeople.Find(card => card.Id == person)?.Name ?? Directory.NameOf(person);

    /// <summary>The same call with another line.</summary>
    internal Call With(ChatCommand command, Utterance utterance) => new()
    {
        Message = Message,
        MessageId = MessageId,
        Command = command,
        CalledAs = utterance.CalledAs,
        Words = utterance.Words,
        Caller = Caller,
        CallerName = CallerName,
        Group = Group,
        Meeting = Meeting,
        Directory = Directory,
        People = People,
        Memory = Memory,
        Printer = Printer,
        Template = Template,
        Repositories = Repositories,
    };

    /// <summary>Reads a day as the group writes it, counted from <see cref="Today"/>.</summary>
    public DateReading Date(string text, DateSense sense) => DateWords.Read(text, Today, sense);
}
