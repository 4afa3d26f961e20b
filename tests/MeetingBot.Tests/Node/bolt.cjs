// Slack's own framework as the receiver: returns what it understood of the requests that came, once there were so many.
const { App, HTTPReceiver, LogLevel } = require("@slack/bolt");

module.exports = async ({ port, secret, count }) => {
  const receiver = new HTTPReceiver({ signingSecret: secret, endpoints: ["/slack/events", "/slack/commands", "/slack/interactivity"], logLevel: LogLevel.ERROR });
  const app = new App({ receiver, logLevel: LogLevel.ERROR, ignoreSelf: false, authorize: async () => ({ botToken: "xoxb-FAKE", botId: "B0", botUserId: "U0" }) });
  const heard = [];
  let done;
  const all = new Promise((resolve) => { done = resolve; });
  const hear = (...what) => { heard.push(what); if (heard.length === count) done(); };
  app.event(/.*/, async ({ event }) => hear("event", event.type));
  app.command(/.*/, async ({ ack, command }) => { await ack({ text: "heard " + command.text }); hear("command", command.text); });
  app.action(/.*/, async ({ ack, action }) => { await ack(); hear("action", action.action_id); });
  app.shortcut(/.*/, async ({ ack, shortcut }) => { await ack(); hear(shortcut.type, shortcut.callback_id); });
  app.view(/.*/, async ({ ack, view }) => { await ack(); hear("view", view.callback_id); });
  await app.start({ port, host: "127.0.0.1" });
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 30000))]);
  await app.stop();
  return heard;
};
