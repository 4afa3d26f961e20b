// Reads cards with Microsoft's own library and returns what it has against each.
const { AdaptiveCard, SerializationContext } = require("adaptivecards/dist/adaptivecards.js");

module.exports = (cards) => cards.flatMap((json, number) => {
  const card = new AdaptiveCard();
  const context = new SerializationContext();
  card.parse(json, context);
  const heard = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...heard, ...card.validateProperties().validationEvents.map((event) => event.message)].map((message) => `card ${number}: ${message}`);
});
