using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>What concerns one person in all of their groups.</summary>
/// <param name="Groups">The groups in which the account is known, by name.</param>
/// <param name="Actions">The person's open actions, those due first at the top.</param>
/// <param name="Votes">The votes that the person has not cast in ballots that are being voted on, those that close first at the top.</param>
public sealed record HomeView(ImmutableArray<HomeGroup> Groups, ImmutableArray<HomeAction> Actions, ImmutableArray<HomeVote> Votes);

/// <summary>A group of somebody's.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Conversation">Its home conversation.</param>
/// <param name="Role">The person's office, or "member" or "guest".</param>
/// <param name="InSession">True while it meets.</param>
/// <param name="Next">Its next meeting; null when nothing is scheduled.</param>
public sealed record HomeGroup(string Name, string Conversation, string Role, bool InSession, MinutesNextMeeting? Next);

/// <summary>An open action of somebody's.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Conversation">The group's home conversation, in which <c>done</c> is heard.</param>
/// <param name="Action">The action.</param>
public sealed record HomeAction(string Group, string Conversation, MinutesAction Action);

/// <summary>A vote that somebody has not cast yet, for themselves or for the organisation they speak for.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Conversation">The group's home conversation, in which the vote is heard.</param>
/// <param name="Ballot">The ballot's identifier and title.</param>
/// <param name="Closes">When voting ends.</param>
/// <param name="Buttons">What to press; each holds the line that votes.</param>
public sealed record HomeVote(string Group, string Conversation, string Ballot, Instant Closes, ImmutableArray<Button> Buttons);
