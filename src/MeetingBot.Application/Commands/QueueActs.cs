using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Commands about who waits for the floor.</summary>
internal static class QueueActs
{
    public static Step JoinQueue(Call call)
    {
        string reason = call.Words.Trim();
        if (reason.StartsWith("to ", StringComparison.OrdinalIgnoreCase))
        {
            reason = reason[3..].Trim();
        }
        else if (reason.Length > 0 && call.Who(reason).Person is { } other)
        {
            return new AskMeeting(new JoinQueue(other, null));
        }

        return new AskMeeting(new JoinQueue(call.Caller, reason.Length == 0 ? null : reason));
    }

    public static Step LeaveQueue(Call call) => call.Words.Trim() is { Length: > 0 } name && call.Who(name).Person is { } other
        ? new AskMeeting(new LeaveQueue(other))
        : new AskMeeting(new LeaveQueue(call.Caller));

    public static Step Queue(Call call) => call.Session.Queue.IsEmpty
        ? Step.Say("Nobody waits for the floor. To ask for it: q+")
        : Step.Say("Waiting for the floor: " + string.Join(", ", call.Session.Queue.Select(queued => call.NameOf(queued.Person) + (queued.Reason is { } reason ? $" (to {reason})" : ""))));

    public static Step NextSpeaker(Call call) => call.Words.Trim() is { Length: > 0 } name
        ? MeetingActs.Person(call, person => new AskMeeting(new CallSpeaker(person)), call.CalledAs)
        : new AskMeeting(new CallSpeaker(null));
}
